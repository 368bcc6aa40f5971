package dev.latchkey.aws;

import dev.latchkey.testing.contract.TokenStatusContract;

class DynamoDbTokenStatusTest extends TokenStatusContract {
    DynamoDbTokenStatusTest() {
        super(RoomFixture.open());
    }
}
