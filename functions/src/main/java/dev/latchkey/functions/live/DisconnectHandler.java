package dev.latchkey.functions.live;

import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.live.ConnectionEnd;

/** {@code $disconnect}: a live connection has ended. API Gateway does its best to say so, and does not say so twice. */
public final class DisconnectHandler implements LiveHandler {
    private final ConnectionEnd end;

    public DisconnectHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public DisconnectHandler(Platform platform) {
        this.end = new Services(platform).connectionEnd();
    }

    @Override
    public Response answer(LiveEvent event) {
        end.note(event.connectionId());
        return Response.EMPTY;
    }
}
