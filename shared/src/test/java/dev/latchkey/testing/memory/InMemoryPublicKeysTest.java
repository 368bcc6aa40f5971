package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.PublicKeysContract;

class InMemoryPublicKeysTest extends PublicKeysContract {
    InMemoryPublicKeysTest() {
        super(new InMemoryPublicKeys());
    }
}
