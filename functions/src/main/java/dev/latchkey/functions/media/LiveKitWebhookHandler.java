package dev.latchkey.functions.media;

import dev.latchkey.app.App;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.media.LiveKitWebhooks;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Map;

/** {@code POST /api/v1/livekit/{appName}/webhook}: what the app's LiveKit server tells. */
public final class LiveKitWebhookHandler implements HttpHandler {
    private final MediaApps apps;
    private final LiveKitWebhooks webhooks;

    public LiveKitWebhookHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public LiveKitWebhookHandler(Platform platform) {
        Services services = new Services(platform);
        this.apps = new MediaApps(services.apps());
        this.webhooks = services.liveKitWebhooks();
    }

    @Override
    public Response answer(Request request) {
        App app = apps.require(request);
        String authorization = request.header("authorization")
                .orElseThrow(() -> new RefusedException(Reason.TOKEN_REQUIRED, "the webhook is not signed"));
        webhooks.take(app, authorization, request.content());
        return Response.ok(Map.of("success", true));
    }
}
