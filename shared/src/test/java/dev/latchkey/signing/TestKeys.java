package dev.latchkey.signing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One key for each kind of token, for tests that are not about keys. Without RSA, whose keys take long to make. */
public final class TestKeys implements SigningKeys {
    private static final KeySet KEYS = make();

    private static KeySet make() {
        List<SigningKey> keys = Arrays.stream(TokenKind.values())
                .map(kind -> new NewKeys().make(kind, kind.algorithms().get(0), KeyState.SIGNING, Instant.EPOCH))
                .toList();
        return KeySet.of(keys);
    }

    @Override
    public SigningKey signing(TokenKind kind, SigningAlgorithm algorithm) {
        return KEYS.signing(kind, algorithm, Instant.EPOCH).orElseThrow();
    }

    @Override
    public Optional<SigningKey> find(String kid) {
        return KEYS.find(kid);
    }
}
