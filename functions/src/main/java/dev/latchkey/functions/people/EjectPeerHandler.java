package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.Authority;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST /api/v1/room/{roomName}/peers/{peerId}/eject}: puts somebody out, for good with {@code ban}. */
public final class EjectPeerHandler extends AdminFunction {
    public EjectPeerHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public EjectPeerHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        Authority by = admin(request, true);
        Body body = Body.of(request);
        boolean ban = body.bool("ban", false);
        body.finish();
        boolean banned = floor.eject(by, request.path("peerId"), ban);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("peerId", request.path("peerId"));
        json.put("banned", banned);
        return Response.ok(json);
    }
}
