package dev.latchkey.functions.webhook;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryStore;
import dev.latchkey.webhook.TestCall;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookReplay;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The webhooks of an app: {@code /api/v1/webhooks} and what is below it. Its routes are seldom called, by the same callers and
 * with the same rights, so they share a function.
 */
public final class WebhooksHandler implements HttpHandler {
    private static final String ONE = "/api/v1/webhooks/{webhookId}";

    /** Whatever has another form is no key of the table. */
    private static final Pattern DELIVERY_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final CallerReader callers;
    private final WebhookEdits webhooks;
    private final DeliveryStore deliveries;
    private final WebhookReplay replay;
    private final TestCall testCall;

    public WebhooksHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public WebhooksHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.webhooks = new WebhookEdits(
                platform.stores().webhooks(),
                platform.stores().webhookHealth(),
                services.webhookSigner(),
                services.addressRules(),
                services.clock());
        this.deliveries = platform.stores().deliveries();
        this.replay = services.webhookReplay();
        this.testCall = services.webhookTestCall();
    }

    @Override
    public Response answer(Request request) {
        Caller caller = callers.read(request);
        caller.require(Scope.WEBHOOKS, !request.route().startsWith("GET "), Resource.APP);
        AppName app = caller.app().name();
        return switch (request.route()) {
            case "POST /api/v1/webhooks" -> Response.created(webhooks.create(app, request.body()));
            case "GET /api/v1/webhooks" ->
                Paging.rest(request, "webhooks", webhooks.list(app), webhooks::json, WebhookEndpoint::id);
            case "GET " + ONE -> Response.ok(webhooks.json(find(request, app)));
            case "PATCH " + ONE -> Response.ok(change(find(request, app), request.body()));
            case "DELETE " + ONE -> delete(ownUrl(find(request, app)));
            case "POST " + ONE + "/rotate-secret" -> rotate(find(request, app), request.body());
            case "POST " + ONE + "/test" -> test(ownUrl(find(request, app)), request.body());
            case "GET " + ONE + "/deliveries" -> deliveries(find(request, app), request);
            case "POST " + ONE + "/replay" -> replay(find(request, app), request.body());
            default -> throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
        };
    }

    private WebhookEndpoint find(Request request, AppName app) {
        return webhooks.find(app, request.path("webhookId"));
    }

    /** What rooms name is theirs to change. */
    private static WebhookEndpoint ownUrl(WebhookEndpoint endpoint) {
        if (endpoint.isOfRooms()) {
            throw RefusedException.malformed("webhookId", "is that of the rooms' own fields: change the rooms");
        }
        return endpoint;
    }

    private Map<String, Object> change(WebhookEndpoint endpoint, Body body) {
        return endpoint.isOfRooms() ? webhooks.switchOn(endpoint, body) : webhooks.change(endpoint, body);
    }

    private Response delete(WebhookEndpoint endpoint) {
        webhooks.delete(endpoint);
        return Response.ok(Map.of("success", true));
    }

    private Response rotate(WebhookEndpoint endpoint, Body body) {
        body.finish();
        return Response.ok(webhooks.rotate(endpoint));
    }

    /** Says how the call ended, and nothing of what was answered. */
    private Response test(WebhookEndpoint endpoint, Body body) {
        body.finish();
        URI address = webhooks.address(endpoint);
        return Response.ok(DeliveryJson.of(testCall.make(endpoint, address)));
    }

    private Response deliveries(WebhookEndpoint endpoint, Request request) {
        return Paging.page(
                "deliveries",
                deliveries.list(endpoint.app(), endpoint.id(), Paging.wanted(request)),
                DeliveryJson::of,
                Delivery::id);
    }

    /** Those that are named, or what was given up since some time. */
    private Response replay(WebhookEndpoint endpoint, Body body) {
        List<String> ids = body.texts("deliveryIds");
        Instant since = Instant.ofEpochSecond(body.has("sinceUnixSec") ? body.unixSec("sinceUnixSec") : 0);
        if (ids.size() > WebhookReplay.MOST) {
            body.refuse("deliveryIds", "must be at most " + WebhookReplay.MOST);
        }
        if (!ids.stream().allMatch(id -> DELIVERY_ID.matcher(id).matches())) {
            body.refuse("deliveryIds", "must be ids of deliveries");
        }
        body.finish();
        int replayed = body.has("deliveryIds") ? replay.replay(endpoint, ids) : replay.replayFailed(endpoint, since);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replayed", replayed);
        json.put("more", !body.has("deliveryIds") && replayed == WebhookReplay.MOST);
        return Response.ok(json);
    }
}
