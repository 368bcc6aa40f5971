package dev.latchkey.testing.memory;

import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.contract.JoinRequestStoreContract;

class InMemoryJoinRequestStoreTest extends JoinRequestStoreContract {
    InMemoryJoinRequestStoreTest() {
        super(MeetingFixture.inMemory());
    }
}
