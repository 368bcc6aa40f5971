package dev.latchkey.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 in base64url: 43 characters, the form of an RFC 7638 thumbprint. */
final class Thumbprint {
    private Thumbprint() {}

    /** @param canonicalJwk the required members only, in alphabetical order, without white space (RFC 7638 3.2) */
    static String ofJwk(String canonicalJwk) {
        return of(canonicalJwk.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] bytes) {
        try {
            return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
