package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.CommandStoreContract;

class InMemoryCommandStoreTest extends CommandStoreContract {
    InMemoryCommandStoreTest() {
        super(new InMemoryCommandStore());
    }
}
