package dev.latchkey.signing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One key set for all tests of this package, because making keys takes longer than testing them. */
final class KeysForTests implements SigningKeys {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final KeySet SET = QuickKeys.rotation().fresh(NOON);

    private final KeySet keys;

    KeysForTests() {
        this(SET);
    }

    KeysForTests(KeySet keys) {
        this.keys = keys;
    }

    static SigningKey signingKey(TokenKind kind, SigningAlgorithm algorithm) {
        return SET.signing(kind, algorithm, NOON).orElseThrow();
    }

    /** The same keys, as if they had been made at another time. */
    static KeySet madeAt(Instant instant) {
        return KeySet.of(SET.keys().stream()
                .map(key -> new SigningKey(key.kid(), key.kind(), key.material(), key.state(), instant, instant))
                .toList());
    }

    static List<SigningKey> keys() {
        return SET.keys();
    }

    @Override
    public SigningKey signing(TokenKind kind, SigningAlgorithm algorithm) {
        return keys.signing(kind, algorithm, NOON).orElseThrow();
    }

    @Override
    public Optional<SigningKey> find(String kid) {
        return keys.find(kid);
    }
}
