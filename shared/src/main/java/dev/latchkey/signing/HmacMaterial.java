package dev.latchkey.signing;

import com.auth0.jwt.algorithms.Algorithm;
import java.util.Map;

/** The secret of an HS256 key. */
final class HmacMaterial implements KeyMaterial {
    /** RFC 7518 3.2: a key at least as long as the hash. */
    static final int MIN_BYTES = 32;

    private static final int MAX_BYTES = 128;

    private final String k;
    private final String fingerprint;
    private final Algorithm jwt;

    private HmacMaterial(byte[] secret) {
        this.k = Base64Url.encode(secret);
        this.fingerprint = Thumbprint.of(secret);
        this.jwt = Algorithm.HMAC256(secret);
    }

    static HmacMaterial of(byte[] secret) {
        if (secret.length < MIN_BYTES || secret.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an HS256 secret has " + MIN_BYTES + " to " + MAX_BYTES + " bytes, this one has " + secret.length);
        }
        if (isOneByteRepeated(secret)) {
            throw new IllegalArgumentException("an HS256 secret must be random, this one repeats a single byte");
        }
        return new HmacMaterial(secret);
    }

    static HmacMaterial read(JwkMembers jwk) {
        return of(jwk.bytes("k"));
    }

    private static boolean isOneByteRepeated(byte[] secret) {
        for (byte b : secret) {
            if (b != secret[0]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public SigningAlgorithm algorithm() {
        return SigningAlgorithm.HS256;
    }

    @Override
    public Algorithm jwt() {
        return jwt;
    }

    @Override
    public boolean canSign() {
        return true;
    }

    @Override
    public KeyMaterial withoutPrivateHalf() {
        return this;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Map<String, String> publicMembers() {
        return Map.of();
    }

    @Override
    public Map<String, String> allMembers() {
        return Map.of("k", k);
    }

    @Override
    public String toString() {
        return "HmacMaterial(redacted)";
    }
}
