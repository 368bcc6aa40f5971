package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyStore} does. */
public abstract class IdempotencyStoreContract {
    private static final IdempotencyKey KEY = new IdempotencyKey("key", "body");

    private final IdempotencyStore store;

    protected IdempotencyStoreContract(IdempotencyStore store) {
        this.store = store;
    }

    @Test
    void theFirstDecisionStays() {
        assertThat(store.first(KEY, Map.of("jti", "1"), NOON)).isEqualTo(Map.of("jti", "1"));
        assertThat(store.first(KEY, Map.of("jti", "2"), NOON.plusSeconds(1))).isEqualTo(Map.of("jti", "1"));
    }

    @Test
    void whatWasDecidedIsFoundUntilItsTimeIsUp() {
        Instant end = NOON.plus(IdempotencyKey.KEPT);
        assertThat(store.find(KEY, NOON)).isEmpty();
        store.first(KEY, Map.of("jti", "1"), NOON);
        assertThat(store.find(KEY, end.minusMillis(1))).contains(Map.of("jti", "1"));
        assertThat(store.find(KEY, end)).isEmpty();
        assertThatThrownBy(() -> store.find(new IdempotencyKey("key", "another"), NOON))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IDEMPOTENCY_CONFLICT));
    }

    @Test
    void anotherKeyIsAnotherDecision() {
        store.first(KEY, Map.of("jti", "1"), NOON);
        assertThat(store.first(new IdempotencyKey("other", "body"), Map.of("jti", "2"), NOON))
                .isEqualTo(Map.of("jti", "2"));
    }

    @Test
    void anotherRequestUnderTheKeyIsAConflict() {
        store.first(KEY, Map.of("jti", "1"), NOON);
        assertThatThrownBy(() -> store.first(new IdempotencyKey("key", "another"), Map.of("jti", "2"), NOON))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IDEMPOTENCY_CONFLICT));
    }

    @Test
    void aDecisionIsForgottenAtTheSecondAtWhichItsTimeIsUp() {
        Instant end = NOON.plus(IdempotencyKey.KEPT);
        store.first(KEY, Map.of("jti", "1"), NOON);
        assertThat(store.first(KEY, Map.of("jti", "2"), end.minusMillis(1))).isEqualTo(Map.of("jti", "1"));
        assertThat(store.first(KEY, Map.of("jti", "3"), end)).isEqualTo(Map.of("jti", "3"));
        assertThat(store.first(KEY, Map.of("jti", "4"), end)).isEqualTo(Map.of("jti", "3"));
    }
}
