package dev.latchkey.testing.memory;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.KeyPublication;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.signing.TokenKind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Hands out what was published last. */
public final class InMemoryPublicKeys implements PublicKeys, KeyPublication {
    private final AtomicReference<KeySet> published = new AtomicReference<>();

    @Override
    public void publish(KeySet keys) {
        published.set(keys);
    }

    @Override
    public String publicJwks(TokenKind kind) {
        return Optional.ofNullable(published.get())
                .map(keys -> keys.publicJwks(kind))
                .orElseThrow(() -> new RefusedException(Reason.UNAVAILABLE, "the public keys are not published yet"));
    }
}
