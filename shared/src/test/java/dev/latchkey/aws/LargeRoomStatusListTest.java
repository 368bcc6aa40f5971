package dev.latchkey.aws;

import dev.latchkey.testing.contract.StatusListStoreContract;

class LargeRoomStatusListTest extends StatusListStoreContract {
    LargeRoomStatusListTest() {
        super(DynamoDbStatusListStoreTest.kept(RoomFixture.open(true)));
    }
}
