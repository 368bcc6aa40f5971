package dev.latchkey.aws;

import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.ConnectionStoreContract;

class DynamoDbConnectionStoreTest extends ConnectionStoreContract {
    DynamoDbConnectionStoreTest() {
        super(new DynamoDbConnectionStore(new Table(TestTables.client(), TestTables.create())));
    }
}
