package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.ApiKeyStoreContract;

class InMemoryApiKeyStoreTest extends ApiKeyStoreContract {
    InMemoryApiKeyStoreTest() {
        super(stores(new Memory()));
    }

    private static Stores stores(Memory memory) {
        return new Stores(new InMemoryApiKeyStore(memory), new InMemoryRoomStore(memory));
    }
}
