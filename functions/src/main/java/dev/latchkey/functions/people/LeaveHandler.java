package dev.latchkey.functions.people;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.http.SessionTokenReader;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.meeting.PeerService;
import java.util.Map;

/** {@code POST /api/v1/session/leave}: gives the place back. */
public final class LeaveHandler implements HttpHandler {
    private final PeerService peers;

    public LeaveHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public LeaveHandler(Platform platform) {
        this.peers = new Services(platform).peers();
    }

    /** A page that is being closed sends a beacon, whose text a browser declares as text/plain. */
    @Override
    public boolean takesPlainText() {
        return true;
    }

    @Override
    public Response answer(Request request) {
        Invocation.current().about(peers.leave(SessionTokenReader.read(request)).value());
        return Response.ok(Map.of("success", true));
    }
}
