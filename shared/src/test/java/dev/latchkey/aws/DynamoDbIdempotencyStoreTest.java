package dev.latchkey.aws;

import static dev.latchkey.aws.Venue.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.TestTables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamoDbIdempotencyStoreTest {
    private static final IdempotencyKey KEY = new IdempotencyKey("key", "body");

    private final String tableName = TestTables.create();
    private final IdempotencyStore store = new DynamoDbIdempotencyStore(new Table(TestTables.client(), tableName));

    @Test
    void theFirstDecisionStays() {
        assertThat(store.first(KEY, Map.of("jti", "1"), NOON)).isEqualTo(Map.of("jti", "1"));
        assertThat(store.first(KEY, Map.of("jti", "2"), NOON.plusSeconds(1))).isEqualTo(Map.of("jti", "1"));
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

    @Test
    void ofManyAtOnceOneDecidesAlsoWhenAnswersAreLost() {
        IdempotencyStore rough = new DynamoDbIdempotencyStore(
                new Table(new FaultyDynamoDb(TestTables.client(), 6).lostAnswers(0.4), tableName));
        List<Map<String, String>> decisions = Crowd.of(20, () -> rough.first(KEY, Map.of("jti", Ids.hex24()), NOON));
        assertThat(decisions).containsOnly(decisions.get(0));
    }
}
