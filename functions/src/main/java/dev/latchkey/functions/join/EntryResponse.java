package dev.latchkey.functions.join;

import dev.latchkey.functions.http.Response;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.EntryResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** What somebody at the door is answered. */
public final class EntryResponse {
    /** How soon it is worth looking again. */
    private static final String LOOK_AGAIN_SECONDS = "2";

    private EntryResponse() {}

    /** To somebody who asks to come in: 201 admitted, 202 waiting, 200 for a request that is over. */
    static Response toJoin(EntryResult result) {
        if (result instanceof EntryResult.Admitted admitted) {
            return Response.created(AdmissionJson.of(admitted.admission()));
        }
        if (result instanceof EntryResult.Waiting waiting) {
            return lookAgain(Response.accepted(waiting(waiting)));
        }
        return over(((EntryResult.Over) result).request());
    }

    /** To somebody who looks after a join request: 200, whatever has become of it. */
    static Response toLook(EntryResult result) {
        if (result instanceof EntryResult.Admitted admitted) {
            return Response.ok(AdmissionJson.of(admitted.admission()));
        }
        if (result instanceof EntryResult.Waiting waiting) {
            return lookAgain(Response.ok(waiting(waiting)));
        }
        return over(((EntryResult.Over) result).request());
    }

    /** The same without HTTP around it, for somebody who is told unasked and has a ticket already. */
    public static Map<String, Object> json(EntryResult result) {
        if (result instanceof EntryResult.Admitted admitted) {
            return AdmissionJson.of(admitted.admission());
        }
        if (result instanceof EntryResult.Waiting waiting) {
            Map<String, Object> json = waiting(waiting);
            json.remove("ticket");
            return json;
        }
        return ended(((EntryResult.Over) result).request());
    }

    /** A request that nobody comes in by any more. */
    static Response over(JoinRequest request) {
        return Response.ok(ended(request));
    }

    private static Map<String, Object> ended(JoinRequest request) {
        return base(request.state().isOpen() ? "expired" : request.state().wireName(), request);
    }

    private static Response lookAgain(Response response) {
        return response.with("retry-after", LOOK_AGAIN_SECONDS);
    }

    private static Map<String, Object> waiting(EntryResult.Waiting waiting) {
        Map<String, Object> json = base("waiting", waiting.request());
        json.put("ticket", waiting.ticket());
        json.put("reason", waiting.request().why().wireName());
        json.put("expiresAt", waiting.request().expires().getEpochSecond());
        return json;
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
