package dev.latchkey.functions.token;

import dev.latchkey.functions.body.Body;
import java.time.Instant;

/** Reads a token's body to the end, as the handler does. */
public final class TokenReading {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private TokenReading() {}

    public static void wanted(String text) {
        Body body = Body.of(text);
        CreateTokenRequest.peekRoom(body);
        CreateTokenRequest.read(body, NOON);
    }
}
