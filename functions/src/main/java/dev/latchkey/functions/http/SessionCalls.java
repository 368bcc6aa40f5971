package dev.latchkey.functions.http;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Optional;

/**
 * Finds the session token of a peer's own call: {@code Authorization: Bearer}, or the body's {@code sessionToken}, since a
 * page that is being closed can send a beacon but no headers.
 */
public final class SessionCalls {
    private SessionCalls() {}

    public static String token(Request request) {
        Body body = Body.of(request);
        Optional<String> inBody = body.freeText("sessionToken", Integer.MAX_VALUE);
        body.finish();
        return Callers.bearer(request)
                .or(() -> inBody)
                .orElseThrow(() -> new RefusedException(
                        Reason.TOKEN_REQUIRED, "a session token is needed: send it as Authorization: Bearer"));
    }
}
