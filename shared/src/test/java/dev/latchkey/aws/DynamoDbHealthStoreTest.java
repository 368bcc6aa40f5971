package dev.latchkey.aws;

import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.HealthStoreContract;

class DynamoDbHealthStoreTest extends HealthStoreContract {
    DynamoDbHealthStoreTest() {
        super(new DynamoDbHealthStore(new Table(TestTables.client(), TestTables.create())));
    }
}
