package dev.latchkey.functions.keys;

import dev.latchkey.functions.http.Response;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.signing.TokenKind;
import java.util.Map;

/** Hands out the public keys of one kind of token and of no other, so that a verifier of one kind never takes another. */
final class JwksResponse {
    // Five minutes is far less than the time between a key's publication and its first signature.
    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/jwk-set+json", "cache-control", "public, max-age=300");

    private JwksResponse() {}

    static Response of(PublicKeys keys, TokenKind kind) {
        return new Response(200, HEADERS, keys.publicJwks(kind));
    }
}
