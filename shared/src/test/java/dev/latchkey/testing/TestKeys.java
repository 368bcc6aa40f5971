package dev.latchkey.testing;

import dev.latchkey.token.KeyRotation;
import dev.latchkey.token.KeySet;
import dev.latchkey.token.SigningAlgorithm;
import dev.latchkey.token.SigningKey;
import dev.latchkey.token.SigningKeys;
import dev.latchkey.token.TokenKind;
import java.util.Optional;

/** Keys for tests that are not about keys. Made once, since making RSA keys takes longer than most tests. */
public final class TestKeys implements SigningKeys {
    private static final class Made {
        static final KeySet KEYS = new KeyRotation().fresh(RoomSketch.NOON);
    }

    @Override
    public SigningKey signing(TokenKind kind, SigningAlgorithm algorithm) {
        return Made.KEYS.signing(kind, algorithm, RoomSketch.NOON).orElseThrow();
    }

    @Override
    public Optional<SigningKey> find(String kid) {
        return Made.KEYS.find(kid);
    }

    @Override
    public String publicJwks() {
        return Made.KEYS.publicJwks();
    }
}
