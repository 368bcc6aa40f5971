package dev.latchkey.functions.http;

import dev.latchkey.joinrequest.OriginSecret;
import dev.latchkey.joinrequest.SourceAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Where a visitor comes from: what CloudFront says, where it shows the secret that only it is given, and else where the
 * connection comes from. Anybody may send its headers to the API itself.
 */
public final class VisitorAddress {
    private static final String ADDRESS = "latchkey-viewer-address";
    private static final String SECRET = "latchkey-origin-secret";

    private final OriginSecret secret;

    public VisitorAddress(OriginSecret secret) {
        this.secret = secret;
    }

    public SourceAddress of(Request request) {
        return SourceAddress.of(
                request.header(ADDRESS).filter(said -> isOfOrigin(request)).orElseGet(request::sourceIp));
    }

    /** Who shows nothing is not worth a look at the secret. */
    private boolean isOfOrigin(Request request) {
        Optional<byte[]> shown = request.header(SECRET).map(VisitorAddress::bytes);
        return shown.isPresent()
                && secret.read()
                        .map(VisitorAddress::bytes)
                        .filter(expected -> MessageDigest.isEqual(expected, shown.get()))
                        .isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
