package dev.latchkey.functions.join;

import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.Response;
import dev.latchkey.joinrequest.JoinRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A decision on a join request, on the wire. */
final class ModerationResponse {
    private static final int LONGEST_MESSAGE = 500;

    private ModerationResponse() {}

    /** What the admin says with the decision; empty when nothing. */
    static Optional<String> message(Body body) {
        return body.text("message", LONGEST_MESSAGE);
    }

    static Response of(JoinRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("requestId", request.id());
        json.put("status", request.state().wireName());
        json.put("expiresAt", request.state().isOpen() ? request.expires().getEpochSecond() : null);
        return Response.ok(json);
    }
}
