package dev.latchkey.functions.media;

import dev.latchkey.app.App;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.media.LiveKitGate;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;

/**
 * {@code GET /api/v1/livekit/{appName}/gate}: whether the holder of a LiveKit token may pass to the server, for a proxy in front of
 * it. 204 or 403.
 */
public final class LiveKitGateHandler implements HttpHandler {
    private final MediaApps apps;
    private final LiveKitGate gate;

    public LiveKitGateHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public LiveKitGateHandler(Platform platform) {
        Services services = new Services(platform);
        this.apps = new MediaApps(services.apps());
        this.gate = services.liveKitGate();
    }

    @Override
    public Response answer(Request request) {
        App app = apps.require(request);
        // Nowhere else, or it could be another than the one that LiveKit takes.
        String token = request.bearerToken().orElse("");
        if (!gate.isOpenTo(app, token)) {
            throw new RefusedException(Reason.FORBIDDEN, "the token is not of somebody who is inside");
        }
        return Response.noContent();
    }
}
