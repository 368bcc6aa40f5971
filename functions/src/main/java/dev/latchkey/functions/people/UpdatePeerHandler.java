package dev.latchkey.functions.people;

import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.token.GrantBody;
import dev.latchkey.json.JsonText;
import dev.latchkey.meeting.Moderator;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.PeerChange;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.token.Person;

/** {@code PATCH /api/v1/room/{roomName}/peers/{peerId}}: changes role, permissions or metadata of somebody inside. */
public final class UpdatePeerHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final PeerService peers;

    public UpdatePeerHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public UpdatePeerHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.peers = services.peers();
    }

    @Override
    public Response answer(Request request) {
        Moderator by = moderators.anybodyInside(request, true);
        Body body = request.body();
        GrantRequest grant = GrantBody.read(body);
        JsonText metadata = body.isCleared("metadata")
                ? JsonText.NULL
                : body.json("metadata", Person.MOST_METADATA).orElse(null);
        PeerChange wanted = new PeerChange(grant, metadata);
        if (wanted.isEmpty()) {
            body.refuse("body", "must name a role, permissions or metadata");
        }
        body.finish();
        Peer changed = peers.update(by, request.path("peerId"), wanted);
        return Response.ok(PeerJson.of(by.room(), changed));
    }
}
