package dev.latchkey.aws;

import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.CommandStoreContract;

class DynamoDbCommandStoreTest extends CommandStoreContract {
    DynamoDbCommandStoreTest() {
        super(new DynamoDbCommandStore(new Table(TestTables.client(), TestTables.create())));
    }
}
