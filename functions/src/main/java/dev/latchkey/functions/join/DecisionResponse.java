package dev.latchkey.functions.join;

import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.Response;
import dev.latchkey.lobby.JoinRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision on a join request, on the wire. */
final class DecisionResponse {
    private static final int LONGEST_MESSAGE = 500;

    private DecisionResponse() {}

    /** What the admin says with the decision; null when nothing. */
    static @Nullable String message(Body body) {
        return body.text("message", LONGEST_MESSAGE).orElse(null);
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
