package dev.latchkey.functions.settings;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.IdempotencyKeys;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The API keys of an app: {@code /api/v1/api-keys} and what is below it. */
public final class ApiKeysHandler implements HttpHandler {
    private static final String ONE = "/api/v1/api-keys/{keyId}";

    private final CallerReader callers;
    private final KeyEdits keys;
    private final KeyOnce once;

    public ApiKeysHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ApiKeysHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.keys = new KeyEdits(services.apps(), services.clock(), services.auditLog());
        this.once = new KeyOnce(keys, services);
    }

    @Override
    public Response answer(Request request) {
        Caller caller = callers.read(request);
        caller.require(Scope.SETTINGS, !request.route().startsWith("GET "), Resource.APP);
        AppName app = caller.app().name();
        return switch (request.route()) {
            case "GET /api/v1/api-keys" -> list(app, request);
            case "POST /api/v1/api-keys" -> Response.created(create(caller, request));
            case "PATCH " + ONE -> Response.ok(keys.change(caller, app, request.path("keyId"), request.body()));
            case "DELETE " + ONE -> Response.ok(keys.revoke(caller, app, request.path("keyId")));
            case "POST " + ONE + "/rotate" ->
                Response.created(keys.rotate(caller, app, request.path("keyId"), request.body()));
            default -> throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
        };
    }

    private Response list(AppName app, Request request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.putAll(Paging.restMembers(request, "keys", keys.list(app), keys::json, ApiKey::id));
        return Response.ok(json);
    }

    /** Here a key says what it is for: one for everything is nobody's habit. */
    private Map<String, Object> create(Caller caller, Request request) {
        Body body = request.body();
        if (!body.has("scopes")) {
            body.refuse("scopes", "is needed");
        }
        // Whoever repeats another key's request is shown nothing of what that was given.
        Optional<IdempotencyKey> key = IdempotencyKeys.of(request, caller, "create-key\n" + caller.id());
        return key.map(first -> once.create(caller, body, first))
                .orElseGet(() -> keys.create(caller, caller.app().name(), body));
    }
}
