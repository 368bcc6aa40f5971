package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.KeyPublication;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.signing.QuickKeys;
import dev.latchkey.signing.TokenKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every place does where public keys are published. */
public abstract class PublicKeysContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    protected static final KeySet FIRST = QuickKeys.rotation().fresh(NOON);
    private static final KeySet SECOND = QuickKeys.rotation().rotate(FIRST, NOON.plus(Duration.ofDays(30)));

    private final PublicKeys keys;
    private final KeyPublication publication;

    /** Both are the same place. */
    protected <K extends PublicKeys & KeyPublication> PublicKeysContract(K place) {
        this.keys = place;
        this.publication = place;
    }

    @ParameterizedTest
    @EnumSource(
            value = TokenKind.class,
            names = {"ACCESS", "SESSION"})
    void findsWhatWasPublishedLast(TokenKind kind) {
        publication.publish(FIRST);
        assertThat(keys.publicJwks(kind)).isEqualTo(FIRST.publicJwks(kind));
        publication.publish(SECOND);
        assertThat(keys.publicJwks(kind)).isEqualTo(SECOND.publicJwks(kind));
    }

    @Test
    void isUnavailableBeforeAnythingIsPublished() {
        assertThatThrownBy(() -> keys.publicJwks(TokenKind.SESSION))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
    }
}
