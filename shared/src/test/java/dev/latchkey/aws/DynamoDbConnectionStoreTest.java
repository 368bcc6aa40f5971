package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.live.Connection;
import dev.latchkey.testing.LateDynamoDb;
import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.ConnectionStoreContract;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DynamoDbConnectionStoreTest extends ConnectionStoreContract {
    DynamoDbConnectionStoreTest() {
        super(new DynamoDbConnectionStore(new Table(TestTables.client(), TestTables.create())));
    }

    /** Its first message may be there before a late reading has it. */
    @Test
    void oneThatWasOpenedAMomentAgoIsFoundByAGlance() {
        String table = TestTables.create();
        LateDynamoDb late = new LateDynamoDb(TestTables.client(), table);
        Connection opened = new Connection(
                "id=",
                RoomFixture.APP,
                RoomFixture.newRoom("hall", 0).name(),
                "room",
                new Connection.Holder.OfRequest("r"),
                Instant.EPOCH);
        new DynamoDbConnectionStore(new Table(TestTables.client(), table)).put(opened);

        assertThat(new DynamoDbConnectionStore(new Table(late, table)).glance("id="))
                .contains(opened);
    }
}
