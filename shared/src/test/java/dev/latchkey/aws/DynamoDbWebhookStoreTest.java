package dev.latchkey.aws;

import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.WebhookStoreContract;

class DynamoDbWebhookStoreTest extends WebhookStoreContract {
    DynamoDbWebhookStoreTest() {
        super(new DynamoDbWebhookStore(new Table(TestTables.client(), TestTables.create())));
    }
}
