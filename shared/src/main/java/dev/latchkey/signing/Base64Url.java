package dev.latchkey.signing;

import java.util.Base64;

/** Base64url as RFC 7515 has it: no padding, and one spelling for the same bytes. */
final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /**
     * Decodes, and refuses every text that is not exactly what {@link #encode} writes. The JDK decoder takes padding and
     * unused trailing bits, which gives one token several spellings.
     *
     * @throws IllegalArgumentException without any part of the text in the message
     */
    static byte[] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not base64url");
        }
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not the one spelling of its bytes in base64url");
        }
        return bytes;
    }
}
