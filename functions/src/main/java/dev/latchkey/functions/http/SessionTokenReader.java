package dev.latchkey.functions.http;

import dev.latchkey.functions.body.Body;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Optional;

/** Reads the session token from a call that a peer makes about itself. The handlers of such calls take plain text. */
public final class SessionTokenReader {
    private SessionTokenReader() {}

    /**
     * The session token in {@code Authorization: Bearer}; or in the body's {@code sessionToken}, since a beacon, which is what
     * a page sends that is being closed, has no headers of its own; or the text of a body that is not declared as JSON and is
     * no object.
     */
    public static String read(Request request) {
        // Read in any case: a body that is no good is refused, wherever the token is.
        Optional<String> inBody =
                isBareToken(request) ? Optional.of(request.content().trim()) : member(request);
        return request.bearerToken()
                .or(() -> inBody)
                .orElseThrow(() -> new RefusedException(
                        Reason.TOKEN_REQUIRED, "a session token is needed: send it as Authorization: Bearer"));
    }

    private static boolean isBareToken(Request request) {
        String content = request.content().trim();
        return request.mediaType().equals("text/plain") && !content.isEmpty() && !content.startsWith("{");
    }

    private static Optional<String> member(Request request) {
        Body body = request.body();
        Optional<String> token = body.freeText("sessionToken", Integer.MAX_VALUE);
        body.finish();
        return token;
    }
}
