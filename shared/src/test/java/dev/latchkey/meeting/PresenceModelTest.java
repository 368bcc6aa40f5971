package dev.latchkey.meeting;

import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.PresenceHistory;
import org.junit.jupiter.api.Test;

class PresenceModelTest {
    private static final int HISTORIES = 10_000;

    @Test
    void aPeerIsInsideExactlyAsLongAsSomethingKeepsItThere() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            new PresenceHistory(MeetingFixture.inMemory(), seed).run();
        }
    }
}
