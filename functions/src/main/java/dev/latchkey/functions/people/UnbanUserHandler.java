package dev.latchkey.functions.people;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.PeerService;
import java.util.Map;

/** {@code DELETE /api/v1/room/{roomName}/bans/{externalUserId}}: lets a user come back. */
public final class UnbanUserHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final PeerService peers;

    public UnbanUserHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public UnbanUserHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.peers = services.peers();
    }

    @Override
    public Response answer(Request request) {
        peers.unban(moderators.admin(request, true), request.path("externalUserId"));
        return Response.ok(Map.of("success", true));
    }
}
