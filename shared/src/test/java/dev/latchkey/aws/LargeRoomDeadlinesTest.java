package dev.latchkey.aws;

import dev.latchkey.testing.contract.DeadlineServiceContract;

class LargeRoomDeadlinesTest extends DeadlineServiceContract {
    private static final RoomFixture FIXTURE = RoomFixture.open(true);

    LargeRoomDeadlinesTest() {
        super(FIXTURE, new DynamoDbDeadlineStore(FIXTURE.table()));
    }
}
