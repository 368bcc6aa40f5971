package dev.latchkey.functions.join;

import dev.latchkey.functions.http.Response;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.meeting.Arrival;
import java.util.LinkedHashMap;
import java.util.Map;

/** What somebody at the door is answered: 201 admitted, 202 waiting, 200 for a request that is over. */
final class ArrivalResponse {
    /** How soon it is worth looking again. */
    private static final String LOOK_AGAIN_SECONDS = "2";

    private ArrivalResponse() {}

    static Response of(Arrival arrival) {
        if (arrival instanceof Arrival.Admitted admitted) {
            return Response.created(AdmissionJson.of(admitted.admission()));
        }
        if (arrival instanceof Arrival.Waiting waiting) {
            Map<String, Object> json = base("waiting", waiting.request());
            json.put("ticket", waiting.ticket());
            json.put("reason", waiting.request().why().name().toLowerCase(java.util.Locale.ROOT));
            json.put("expiresAt", waiting.request().expires().getEpochSecond());
            return Response.accepted(json).with("retry-after", LOOK_AGAIN_SECONDS);
        }
        return over(((Arrival.Over) arrival).request());
    }

    /** A request that nobody comes in by any more. */
    static Response over(JoinRequest request) {
        return Response.ok(
                base(request.state().isOpen() ? "expired" : request.state().wireName(), request));
    }

    private static Map<String, Object> base(String status, JoinRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status);
        json.put("requestId", request.id());
        if (request.message() != null) {
            json.put("message", request.message());
        }
        return json;
    }
}
