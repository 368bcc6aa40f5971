package dev.latchkey.signing;

import dev.latchkey.text.Sha256;
import java.nio.charset.StandardCharsets;

/** SHA-256 in base64url: 43 characters, the form of an RFC 7638 thumbprint. */
final class Thumbprint {
    private Thumbprint() {}

    /** @param canonicalJwk the required members only, in alphabetical order, without white space (RFC 7638 3.2) */
    static String ofJwk(String canonicalJwk) {
        return of(canonicalJwk.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] bytes) {
        return Base64Url.encode(Sha256.of(bytes));
    }
}
