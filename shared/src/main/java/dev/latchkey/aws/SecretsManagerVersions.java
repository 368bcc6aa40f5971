package dev.latchkey.aws;

import dev.latchkey.signing.SecretVersions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The versions of one secret in Secrets Manager. */
public final class SecretsManagerVersions implements SecretVersions {
    private static final String CURRENT = "AWSCURRENT";
    private static final String DRAFT = "AWSPENDING";

    private final SecretsManagerClient secretsManager;
    private final String secretId;

    public SecretsManagerVersions(SecretsManagerClient secretsManager, String secretId) {
        this.secretsManager = secretsManager;
        this.secretId = secretId;
    }

    @Override
    public Labels labels() {
        DescribeSecretResponse secret =
                Retries.call(() -> secretsManager.describeSecret(describe -> describe.secretId(secretId)));
        return new Labels(
                Boolean.TRUE.equals(secret.rotationEnabled()),
                versionLabelled(CURRENT, secret),
                versionLabelled(DRAFT, secret));
    }

    private static @Nullable String versionLabelled(String label, DescribeSecretResponse secret) {
        for (Map.Entry<String, List<String>> version :
                secret.versionIdsToStages().entrySet()) {
            if (version.getValue().contains(label)) {
                return version.getKey();
            }
        }
        return null;
    }

    @Override
    public Optional<String> read(String version) {
        try {
            return Optional.ofNullable(Retries.call(() -> secretsManager
                    .getSecretValue(get -> get.secretId(secretId).versionId(version))
                    .secretString()));
        } catch (ResourceNotFoundException e) {
            // Secrets Manager starts a rotation with a version that has labels and no value.
            return Optional.empty();
        }
    }

    @Override
    public boolean createDraft(String version, String text) {
        try {
            Retries.call(() -> secretsManager.putSecretValue(put -> put.secretId(secretId)
                    .clientRequestToken(version)
                    .secretString(text)
                    .versionStages(DRAFT)));
            return true;
        } catch (ResourceExistsException e) {
            return false;
        }
    }

    @Override
    public void makeCurrent(String version) {
        Retries.call(() -> secretsManager.updateSecretVersionStage(
                update -> update.secretId(secretId).versionStage(CURRENT).moveToVersionId(version)));
    }

    @Override
    public void makeCurrent(String version, String replaced) {
        // Naming the version that loses the label makes this a comparison too: Secrets Manager refuses when it is
        // another.
        Retries.call(() -> secretsManager.updateSecretVersionStage(update -> update.secretId(secretId)
                .versionStage(CURRENT)
                .moveToVersionId(version)
                .removeFromVersionId(replaced)));
    }

    @Override
    public void removeDraftLabel(String version) {
        Retries.call(() -> secretsManager.updateSecretVersionStage(
                update -> update.secretId(secretId).versionStage(DRAFT).removeFromVersionId(version)));
    }
}
