package dev.latchkey.aws;

import dev.latchkey.testing.contract.MeetingStoreContract;

/** A large room is a room: nobody but the table knows where its people are. */
class DynamoDbLargeRoomsTest extends MeetingStoreContract {
    DynamoDbLargeRoomsTest() {
        super(RoomFixture.open(true));
    }
}
