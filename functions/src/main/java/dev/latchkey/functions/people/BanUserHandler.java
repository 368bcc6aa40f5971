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

/** {@code PUT /api/v1/room/{roomName}/bans/{externalUserId}}: keeps a user out of a room, and puts it out if it is inside. */
public final class BanUserHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final PeerService peers;

    public BanUserHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public BanUserHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.peers = services.peers();
    }

    @Override
    public Response answer(Request request) {
        peers.ban(moderators.admin(request, true), request.path("externalUserId"));
        return Response.ok(Map.of("success", true));
    }
}
