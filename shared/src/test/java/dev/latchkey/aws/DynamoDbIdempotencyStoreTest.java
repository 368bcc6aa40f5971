package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.IdempotencyStoreContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamoDbIdempotencyStoreTest extends IdempotencyStoreContract {
    private static final IdempotencyKey KEY = new IdempotencyKey("key", "body");

    DynamoDbIdempotencyStoreTest() {
        super(new DynamoDbIdempotencyStore(new Table(TestTables.client(), TestTables.create())));
    }

    @Test
    void ofManyAtOnceOneDecidesAlsoWhenAnswersAreLost() {
        IdempotencyStore rough = new DynamoDbIdempotencyStore(
                new Table(new FaultyDynamoDb(TestTables.client(), 6).lostAnswers(0.4), TestTables.create()));
        List<Map<String, String>> auditLog =
                SimultaneousThreads.of(20, () -> rough.first(KEY, Map.of("jti", Ids.hex24()), NOON));
        assertThat(auditLog).containsOnly(auditLog.get(0));
    }
}
