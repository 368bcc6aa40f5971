package dev.latchkey.aws;

import dev.latchkey.webhook.MasterKey;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Reads the master key of webhooks from its secret, once: it does not change. */
public final class SecretsManagerMasterKey implements MasterKey {
    private final SecretsManagerKeySetSource secret;
    private volatile String text = "";

    public SecretsManagerMasterKey(SecretsManagerClient secretsManager, String secretId) {
        this.secret = new SecretsManagerKeySetSource(secretsManager, secretId);
    }

    @Override
    public String read() {
        if (text.isEmpty()) {
            text = secret.read();
        }
        return text;
    }
}
