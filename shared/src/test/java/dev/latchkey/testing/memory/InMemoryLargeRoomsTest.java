package dev.latchkey.testing.memory;

import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.contract.MeetingStoreContract;

class InMemoryLargeRoomsTest extends MeetingStoreContract {
    InMemoryLargeRoomsTest() {
        super(MeetingFixture.largeInMemory());
    }
}
