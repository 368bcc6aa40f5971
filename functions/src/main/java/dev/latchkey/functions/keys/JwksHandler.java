package dev.latchkey.functions.keys;

import dev.latchkey.functions.http.HttpFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.token.SigningKeys;
import java.util.Map;

/** {@code GET /.well-known/jwks.json}: the public keys with which anybody verifies our tokens offline (RFC 7517). */
public final class JwksHandler extends HttpFunction {
    // A key is public for a quarter of an hour before it signs, which leaves room for these five minutes.
    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/jwk-set+json", "cache-control", "public, max-age=300");

    private final SigningKeys keys;

    public JwksHandler(Platform platform) {
        this.keys = platform.signingKeys();
    }

    @Override
    protected Response answer(Request request) {
        return new Response(200, HEADERS, keys.publicJwks());
    }
}
