package dev.latchkey.aws;

import dev.latchkey.testing.contract.StatusListStoreContract;

class DynamoDbStatusListStoreTest extends StatusListStoreContract {
    DynamoDbStatusListStoreTest() {
        super(kept(RoomFixture.open()));
    }

    static Kept kept(RoomFixture fixture) {
        return new Kept(fixture, new DynamoDbStatusListStore(fixture.table()));
    }
}
