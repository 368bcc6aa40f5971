package dev.latchkey.functions.people;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.Moderator;
import dev.latchkey.meeting.PeerService;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST /api/v1/room/{roomName}/peers/{peerId}/eject}: puts somebody out, for good with {@code ban}. */
public final class EjectPeerHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final PeerService peers;

    public EjectPeerHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public EjectPeerHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.peers = services.peers();
    }

    @Override
    public Response answer(Request request) {
        Moderator by = moderators.admin(request, true);
        EjectPeerRequest wanted = EjectPeerRequest.read(request.body());
        boolean banned = peers.eject(by, request.path("peerId"), wanted.ban());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("peerId", request.path("peerId"));
        json.put("banned", banned);
        return Response.ok(json);
    }
}
