package dev.latchkey.functions.live;

import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.live.ConnectionService;

/** {@code $connect}: opens a live connection to whoever shows a session token or a ticket. */
public final class ConnectHandler implements LiveHandler {
    private final ConnectionService connections;

    public ConnectHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ConnectHandler(Platform platform) {
        this.connections = new Services(platform).connectionService();
    }

    @Override
    public Response answer(LiveEvent event) {
        String token = Subprotocols.token(event);
        Invocation.current()
                .about(connections.open(event.connectionId(), token).app().value());
        return Response.EMPTY.with(Subprotocols.HEADER, Subprotocols.VERSION);
    }
}
