package dev.latchkey.functions.settings;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where an app's media server is: {@code /api/v1/media}. */
public final class MediaSettingsHandler implements HttpHandler {
    private final CallerReader callers;
    private final MediaEdits media;

    public MediaSettingsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public MediaSettingsHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.media = MediaEdits.byApps(services);
    }

    @Override
    public Response answer(Request request) {
        Caller caller = callers.read(request);
        caller.require(Scope.SETTINGS, !request.route().startsWith("GET "), Resource.APP);
        App app = caller.app();
        return switch (request.route()) {
            case "GET /api/v1/media" -> response(app);
            case "PUT /api/v1/media" -> response(media.set(caller.id(), app, request.body()));
            case "DELETE /api/v1/media" -> response(media.unset(caller.id(), app));
            default -> throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
        };
    }

    private static Response response(App app) {
        MediaSettings set = app.media();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("media", set == null ? null : MediaJson.of(set));
        return Response.ok(json);
    }
}
