package dev.latchkey.aws;

import dev.latchkey.signing.KeySetSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Reads the key set from a secret. */
public final class SecretsManagerKeySetSource implements KeySetSource {
    private final SecretsManagerClient secretsManager;
    private final String secretId;

    public SecretsManagerKeySetSource(SecretsManagerClient secretsManager, String secretId) {
        this.secretsManager = secretsManager;
        this.secretId = secretId;
    }

    @Override
    public String read() {
        // The stage is the default, and said all the same: an emulator forgot it after a rotation.
        return Retries.call(() -> secretsManager
                .getSecretValue(get -> get.secretId(secretId).versionStage("AWSCURRENT"))
                .secretString());
    }
}
