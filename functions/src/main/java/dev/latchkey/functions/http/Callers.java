package dev.latchkey.functions.http;

import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.Caller;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/**
 * Finds the credential that came with a request. An API key is taken from {@code x-api-key}, from {@code Authorization:
 * Bearer}, or from {@code ?secretKey=} as Metered's documented calls send it.
 */
public final class Callers {
    private static final String BEARER = "bearer ";

    private final ApiKeyCheck keys;

    public Callers(ApiKeyCheck keys) {
        this.keys = keys;
    }

    /**
     * The app's server behind this request.
     *
     * @param room the room that the call is about, to be read along with the key
     */
    public Caller require(Request request, Optional<RoomName> room) {
        Optional<String> header = request.header("x-api-key").or(() -> bearer(request));
        if (header.isPresent()) {
            return keys.check(header.get(), false, room);
        }
        String inQuery = request.query("secretKey")
                .orElseThrow(() ->
                        new RefusedException(Reason.UNAUTHENTICATED, "an API key is needed: send it as x-api-key"));
        return keys.check(inQuery, true, room);
    }

    /** The token in {@code Authorization: Bearer} (RFC 6750 section 2.1). */
    public static Optional<String> bearer(Request request) {
        return request.header("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).trim());
    }
}
