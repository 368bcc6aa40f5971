package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.SenderStoreContract;

class InMemorySenderStoreTest extends SenderStoreContract {
    InMemorySenderStoreTest() {
        super(new InMemorySenderStore());
    }
}
