package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.IdempotencyStoreContract;

class InMemoryIdempotencyStoreTest extends IdempotencyStoreContract {
    InMemoryIdempotencyStoreTest() {
        super(new InMemoryIdempotencyStore(new Memory()));
    }
}
