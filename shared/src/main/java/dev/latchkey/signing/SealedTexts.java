package dev.latchkey.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts texts that have to lie in the table for a while and that nobody who reads the table may use, such as a token that is
 * to be given once more.
 *
 * <p>AES-256-GCM, each text under a key of its own: one HMAC of its place under a key that signs tickets, as in HKDF-Expand
 * (RFC 5869 section 2.3). What is signed as a token never begins as such a place does. Ticket keys, because they verify for a day
 * after their last use and are then gone, and what was sealed with them is as good as deleted.
 */
public final class SealedTexts {
    private static final String PURPOSE = "latchkey sealed text\n";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String BETWEEN = ".";

    private final SigningKeys keys;

    public SealedTexts(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * @param place where the text is kept: what was sealed for one place opens at no other
     * @return the {@code kid} of the key, and hexadecimal digits
     */
    public String seal(String text, String place) {
        SigningKey key = keys.signing(TokenKind.TICKET, SigningAlgorithm.HS256);
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, place, nonce, text.getBytes(StandardCharsets.UTF_8));
        HexFormat hex = HexFormat.of();
        return key.kid() + BETWEEN + hex.formatHex(nonce) + hex.formatHex(sealed);
    }

    /** What was sealed for that place; empty when its key is gone. */
    public Optional<String> open(String sealed, String place) {
        int end = sealed.indexOf(BETWEEN);
        byte[] bytes = HexFormat.of().parseHex(sealed, end + BETWEEN.length(), sealed.length());
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] text = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
        return keys.find(sealed.substring(0, end))
                .map(key -> new String(run(Cipher.DECRYPT_MODE, key, place, nonce, text), StandardCharsets.UTF_8));
    }

    private static byte[] run(int mode, SigningKey key, String place, byte[] nonce, byte[] text) {
        try {
            byte[] secret = key.jwt().sign((PURPOSE + place).getBytes(StandardCharsets.UTF_8));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            // Every Java platform has AES-GCM, so somebody has changed the table.
            throw new IllegalStateException("a sealed text is not as it was sealed", e);
        }
    }
}
