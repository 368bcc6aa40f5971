package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.ConnectionStoreContract;

class InMemoryConnectionStoreTest extends ConnectionStoreContract {
    InMemoryConnectionStoreTest() {
        super(new InMemoryConnectionStore());
    }
}
