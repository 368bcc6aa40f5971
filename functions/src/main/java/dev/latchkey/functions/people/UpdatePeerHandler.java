package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.token.GrantBody;
import dev.latchkey.json.JsonText;
import dev.latchkey.meeting.Authority;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.GrantRequest;
import java.util.Optional;

/** {@code PATCH /api/v1/room/{roomName}/peers/{peerId}}: changes role, permissions or metadata of somebody inside. */
public final class UpdatePeerHandler extends AdminFunction {
    private static final int MOST_METADATA = 5 * 1024;

    public UpdatePeerHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public UpdatePeerHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        Authority by = anybodyInside(request, true);
        Body body = Body.of(request);
        GrantRequest wanted = GrantBody.read(body);
        Optional<JsonText> metadata = body.json("metadata", MOST_METADATA);
        if (wanted.isEmpty() && metadata.isEmpty()) {
            body.refuse("body", "must name a role, permissions or metadata");
        }
        body.finish();
        Peer changed = floor.update(by, request.path("peerId"), wanted, metadata.orElse(null));
        return Response.ok(PeerJson.of(by.room(), changed));
    }
}
