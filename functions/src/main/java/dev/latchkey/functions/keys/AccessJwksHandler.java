package dev.latchkey.functions.keys;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.signing.TokenKind;

/**
 * {@code GET} and {@code HEAD /.well-known/access-jwks.json}: the public keys with which an app that signs
 * with ES256 or RS256 verifies access tokens.
 */
public final class AccessJwksHandler implements HttpHandler {
    private final PublicKeys keys;

    public AccessJwksHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public AccessJwksHandler(Platform platform) {
        this.keys = platform.publicKeys();
    }

    @Override
    public Response answer(Request request) {
        return JwksResponse.of(keys, TokenKind.ACCESS);
    }
}
