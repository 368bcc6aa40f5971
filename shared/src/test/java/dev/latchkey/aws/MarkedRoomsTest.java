package dev.latchkey.aws;

import dev.latchkey.testing.contract.MeetingStoreContract;

/** A room that says whether anybody is kept out of it is a room: it only costs less. */
class MarkedRoomsTest extends MeetingStoreContract {
    MarkedRoomsTest() {
        super(RoomFixture.marked());
    }
}
