package dev.latchkey.aws;

import dev.latchkey.testing.contract.MeetingStoreContract;

class DynamoDbMeetingStoreTest extends MeetingStoreContract {
    DynamoDbMeetingStoreTest() {
        super(RoomFixture.open());
    }
}
