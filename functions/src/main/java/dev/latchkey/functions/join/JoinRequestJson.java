package dev.latchkey.functions.join;

import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.permission.Grant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A join request on the wire, for those who decide on it. */
public final class JoinRequestJson {
    /** How many of those who wait are read at once: about as many as fit into an answer. */
    public static final int MOST_WAITING_AT_ONCE = 250;

    private JoinRequestJson() {}

    public static Map<String, Object> of(JoinRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requestId", request.id());
        json.put("name", request.person().name());
        json.put("reason", request.why().wireName());
        json.put("requestedAt", request.requestedAt().getEpochSecond());
        json.put("expiresAt", request.expires().getEpochSecond());
        return json;
    }

    /** One that has ended, with how it did. */
    public static Map<String, Object> ended(JoinRequest request) {
        Grant grant = request.grant();
        Map<String, Object> json = of(request);
        json.put("status", request.state().wireName());
        json.put("by", request.decidedBy().isEmpty() ? null : request.decidedBy());
        json.put("role", grant == null ? null : grant.role().name());
        json.put("message", request.message());
        json.put("peerId", request.peerId().isEmpty() ? null : request.peerId());
        return json;
    }

    /** The request with its state and, once there are such, who decided, the role given, what was said and who came in. */
    public static Map<String, Object> forEvents(JoinRequest request) {
        Map<String, Object> json = of(request);
        json.put("status", request.state().wireName());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("joinRequest", json);
        if (!request.decision().isEmpty()) {
            Grant grant = request.grant();
            data.put("by", request.decidedBy().isEmpty() ? null : request.decidedBy());
            data.put("role", grant == null ? null : grant.role().name());
            data.put("message", request.message());
        }
        if (!request.peerId().isEmpty()) {
            data.put("peerId", request.peerId());
        }
        return data;
    }
}
