package dev.latchkey.local.gateway;

import dev.latchkey.functions.http.Problems;
import dev.latchkey.functions.http.Response;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.UUID;

/** What the gateway itself refuses, in the functions' own words and shape. */
final class Refusals {
    private Refusals() {}

    static HttpAnswer of(RefusedException refused, String requestId) {
        return answer(Problems.response(
                refused.reason(), Problems.status(refused.reason()), refused.detail(), refused.errors(), requestId));
    }

    /** For what goes wrong before there is a request to speak of. */
    static HttpAnswer of(Reason reason, int status, String detail) {
        return answer(Problems.response(
                reason, status, detail, List.of(), UUID.randomUUID().toString()));
    }

    /** For bytes that could not be read as HTTP. */
    static HttpAnswer unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return of(Reason.PAYLOAD_TOO_LARGE, 414, "the URL is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return of(Reason.HEADERS_TOO_LARGE, 431, "the headers are longer than 10 KiB");
        }
        return of(Reason.MALFORMED_REQUEST, 400, "this is not an HTTP request");
    }

    static HttpAnswer bodyTooLarge() {
        return of(Reason.PAYLOAD_TOO_LARGE, 413, "the body is longer than 1 MiB");
    }

    private static HttpAnswer answer(Response response) {
        return HttpAnswer.of(response.status(), response.headers(), response.body());
    }
}
