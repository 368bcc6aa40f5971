package dev.latchkey.functions.keys;

import dev.latchkey.functions.http.HttpFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.token.SigningKeys;
import java.util.Map;

/** {@code GET /.well-known/jwks.json}: the public keys, with which anybody can verify a session token offline. */
public final class JwksHandler extends HttpFunction {
    private final SigningKeys keys;

    public JwksHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public JwksHandler(Platform platform) {
        this.keys = platform.signingKeys();
    }

    @Override
    protected Response answer(Request request) {
        // Five minutes is far less than the time between a key's publication and its first signature.
        Map<String, String> headers =
                Map.of("content-type", "application/jwk-set+json", "cache-control", "public, max-age=300");
        return new Response(200, headers, keys.publicJwks());
    }
}
