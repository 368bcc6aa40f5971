package dev.latchkey.testing.memory;

import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.contract.TokenStatusContract;

class InMemoryTokenStatusTest extends TokenStatusContract {
    InMemoryTokenStatusTest() {
        super(MeetingFixture.inMemory());
    }
}
