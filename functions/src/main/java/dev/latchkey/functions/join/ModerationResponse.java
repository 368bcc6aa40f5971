package dev.latchkey.functions.join;

import dev.latchkey.functions.http.Response;
import dev.latchkey.joinrequest.JoinRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** A decision on a join request, on the wire. */
public final class ModerationResponse {
    private ModerationResponse() {}

    static Response of(JoinRequest request) {
        return Response.ok(json(request));
    }

    public static Map<String, Object> json(JoinRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("requestId", request.id());
        json.put("status", request.state().wireName());
        json.put("expiresAt", request.state().isOpen() ? request.expires().getEpochSecond() : null);
        return json;
    }
}
