package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.HealthStoreContract;

class InMemoryHealthStoreTest extends HealthStoreContract {
    InMemoryHealthStoreTest() {
        super(new InMemoryHealthStore());
    }
}
