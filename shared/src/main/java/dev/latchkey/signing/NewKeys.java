package dev.latchkey.signing;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.Supplier;

/** Makes keys. The JDK's generator of secure randomness is the only source of their secrets. */
final class NewKeys {
    private static final int KID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Supplier<? extends KeyMaterial> rsa;

    NewKeys() {
        this(RsaMaterial::generate);
    }

    /** @param rsa makes RSA keys, which takes so long that tests have a quicker way */
    NewKeys(Supplier<? extends KeyMaterial> rsa) {
        this.rsa = rsa;
    }

    SigningKey make(TokenKind kind, SigningAlgorithm algorithm, KeyState state, Instant now) {
        KeyMaterial material = switch (algorithm) {
            case HS256 -> HmacMaterial.of(bytes(HmacMaterial.MIN_BYTES));
            case ES256 -> EcMaterial.generate();
            case RS256 -> rsa.get();
        };
        // An HMAC key is named by chance: a thumbprint of its secret would let a guess be checked.
        String kid = algorithm.isPublic() ? material.fingerprint() : Base64Url.encode(bytes(KID_BYTES));
        return new SigningKey(kid, kind, material, state, now, now);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
