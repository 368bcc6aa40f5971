package dev.latchkey.testing.memory;

import dev.latchkey.media.MediaSecrets;
import dev.latchkey.testing.contract.MediaSecretsContract;

class InMemoryMediaSecretsTest extends MediaSecretsContract {
    @Override
    protected MediaSecrets make() {
        return new InMemoryMediaSecrets();
    }
}
