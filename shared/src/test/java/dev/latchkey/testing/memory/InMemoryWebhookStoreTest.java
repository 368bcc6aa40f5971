package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.WebhookStoreContract;

class InMemoryWebhookStoreTest extends WebhookStoreContract {
    InMemoryWebhookStoreTest() {
        super(new InMemoryWebhookStore());
    }
}
