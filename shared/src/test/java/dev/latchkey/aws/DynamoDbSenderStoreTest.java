package dev.latchkey.aws;

import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.SenderStoreContract;

class DynamoDbSenderStoreTest extends SenderStoreContract {
    DynamoDbSenderStoreTest() {
        super(new DynamoDbSenderStore(new Table(TestTables.client(), TestTables.create())));
    }
}
