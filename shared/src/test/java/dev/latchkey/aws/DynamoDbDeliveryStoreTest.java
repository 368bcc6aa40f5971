package dev.latchkey.aws;

import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.DeliveryStoreContract;

class DynamoDbDeliveryStoreTest extends DeliveryStoreContract {
    DynamoDbDeliveryStoreTest() {
        super(new DynamoDbDeliveryStore(new Table(TestTables.client(), TestTables.create())));
    }
}
