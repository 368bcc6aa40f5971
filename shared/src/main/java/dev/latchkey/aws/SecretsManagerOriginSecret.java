package dev.latchkey.aws;

import dev.latchkey.joinrequest.OriginSecret;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Reads it when the first visitor comes that way, and once: CloudFront has what it was at its deployment. */
public final class SecretsManagerOriginSecret implements OriginSecret {
    private final Supplier<SecretsManagerClient> clients;
    private final String secretId;
    private @Nullable String text;

    /** @param clients makes a client, once one is needed */
    public SecretsManagerOriginSecret(Supplier<SecretsManagerClient> clients, String secretId) {
        this.clients = clients;
        this.secretId = secretId;
    }

    @Override
    public synchronized Optional<String> read() {
        if (text == null) {
            text = new SecretsManagerKeySetSource(clients.get(), secretId).read();
        }
        return Optional.of(text);
    }
}
