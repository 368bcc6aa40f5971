package dev.latchkey.aws;

import dev.latchkey.testing.contract.MeetingStoreContract;

/** Nor do the notes of a large room make a difference. */
class MarkedLargeRoomsTest extends MeetingStoreContract {
    MarkedLargeRoomsTest() {
        super(RoomFixture.marked(true));
    }
}
