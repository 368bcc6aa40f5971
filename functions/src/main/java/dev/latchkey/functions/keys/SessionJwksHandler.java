package dev.latchkey.functions.keys;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.signing.TokenKind;

/**
 * {@code GET} and {@code HEAD /.well-known/jwks.json}: the public keys with which anybody, above all a
 * media server, verifies session tokens.
 */
public final class SessionJwksHandler implements HttpHandler {
    private final PublicKeys keys;

    public SessionJwksHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public SessionJwksHandler(Platform platform) {
        this.keys = platform.publicKeys();
    }

    @Override
    public Response answer(Request request) {
        return JwksResponse.of(keys, TokenKind.SESSION);
    }
}
