package dev.latchkey.testing.memory;

import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.contract.RoomStoreContract;

class InMemoryRoomStoreTest extends RoomStoreContract<MeetingFixture> {
    InMemoryRoomStoreTest() {
        super(MeetingFixture.inMemory());
    }
}
