package dev.latchkey.aws;

import dev.latchkey.testing.PresenceHistory;
import org.junit.jupiter.api.Test;

/** The same histories as over the twin in memory, so that the two agree; fewer, for the engine takes its time. */
class DynamoDbPresenceModelTest {
    private static final int HISTORIES = 100;

    private static final RoomFixture FIXTURE = RoomFixture.open();

    @Test
    void aPeerIsInsideExactlyAsLongAsSomethingKeepsItThere() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            new PresenceHistory(FIXTURE, seed).run();
        }
    }
}
