package dev.latchkey.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes tokens part by part, as an attacker does. Unless a test wants otherwise the signature is genuine over whatever the
 * parts are, so that nothing but the part in question can be the reason for a refusal.
 */
final class TokenForge {
    private TokenForge() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] decode(String segment) {
        return Base64.getUrlDecoder().decode(segment);
    }

    static String header(SigningKey key) {
        return header(key, "\"" + key.algorithm() + "\"", "\"" + key.kind().type() + "\"", "\"" + key.kid() + "\"");
    }

    static String header(SigningKey key, String algorithm, String type, String kid) {
        return "{\"alg\":" + algorithm + ",\"typ\":" + type + ",\"kid\":" + kid + "}";
    }

    static String payload(String members) {
        return "{\"jti\":\"t1\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    /** Genuine over these parts. */
    static String signed(SigningKey key, String header, String payload) {
        return signed(key, header, payload.getBytes(StandardCharsets.UTF_8));
    }

    static String signed(SigningKey key, String header, byte[] payload) {
        return signedParts(key, encode(header), encode(payload));
    }

    static String signedParts(SigningKey key, String header, String payload) {
        byte[] signature =
                key.jwt().sign(header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
        return header + "." + payload + "." + encode(signature);
    }

    /** Signed with an HMAC key that the attacker chose. */
    static String macced(byte[] secret, String header, String payload) {
        String content = encode(header) + "." + encode(payload);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return content + "." + encode(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String withSignature(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + encode(signature);
    }

    static byte[] signatureOf(String token) {
        return decode(token.substring(token.lastIndexOf('.') + 1));
    }
}
