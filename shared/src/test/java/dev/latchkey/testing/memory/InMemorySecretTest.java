package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.SecretContract;

class InMemorySecretTest extends SecretContract {
    InMemorySecretTest() {
        super(secret(new InMemorySecret()));
    }

    private static Secret secret(InMemorySecret secret) {
        return new Secret(secret, secret, secret::startRotation);
    }
}
