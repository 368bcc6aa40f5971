package dev.latchkey.aws;

import dev.latchkey.testing.contract.SecretContract;

class SecretsManagerTest extends SecretContract {
    SecretsManagerTest() {
        super(secret(new FakeSecretsManager()));
    }

    private static Secret secret(FakeSecretsManager secrets) {
        return new Secret(
                new SecretsManagerKeySetSource(secrets, "keys"),
                new SecretsManagerVersions(secrets, "keys"),
                secrets::withRotationOf);
    }
}
