package dev.latchkey.aws;

import dev.latchkey.testing.contract.PersonalDataContract;

class LargeRoomPersonalDataTest extends PersonalDataContract {
    LargeRoomPersonalDataTest() {
        super(DynamoDbPersonalDataTest.kept(RoomFixture.open(true)));
    }
}
