package dev.latchkey.testing.memory;

import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.contract.MeetingStoreContract;

class InMemoryMeetingStoreTest extends MeetingStoreContract {
    InMemoryMeetingStoreTest() {
        super(MeetingFixture.inMemory());
    }
}
