package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.Jwts;
import dev.latchkey.signing.KeyRotation;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.RotationStep;
import dev.latchkey.signing.SecretRotation;
import dev.latchkey.signing.SecretVersions;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.signing.TokenKind;
import dev.latchkey.testing.AwsEmulator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The rotation over the wire: against whatever {@link AwsEmulator} finds. */
class SecretsManagerEmulatorTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    private final SecretsManagerClient client = AwsEmulator.client(SecretsManagerClient.builder());
    private final String secretId = "latchkey-test-" + UUID.randomUUID();

    @Test
    void rotatesTwiceAndTokensOfBeforeStayValid() {
        client.createSecret(create -> create.name(secretId).secretString("{\"keys\":[]}"));
        rotate();
        KeySet first = KeySet.parse(source().read());
        String token = jwts().sign(TokenKind.ACCESS, SigningAlgorithm.HS256, Map.of("jti", "t1"));

        rotate();

        assertThat(new KeyRotation().isNextStep(first, KeySet.parse(source().read())))
                .isTrue();
        assertThat(jwts().verify(TokenKind.ACCESS, token)).containsEntry("jti", "t1");
        assertThat(new SecretsManagerVersions(client, secretId).labels().draft())
                .isNull();
    }

    private void rotate() {
        String version = UUID.randomUUID().toString();
        SecretVersions versions = new Started(new SecretsManagerVersions(client, secretId), version);
        for (RotationStep step : RotationStep.values()) {
            new SecretRotation(versions, keys -> {}, NOON).run(step, version);
            new SecretRotation(versions, keys -> {}, NOON).run(step, version);
        }
    }

    private Jwts jwts() {
        return new Jwts(new CachedSigningKeys(source(), NOON, Runnable::run, notice -> {}));
    }

    private SecretsManagerKeySetSource source() {
        return new SecretsManagerKeySetSource(client, secretId);
    }

    /**
     * As RotateSecret leaves a secret: rotation is enabled, and an empty version has the label of a draft. Emulators that cannot
     * invoke a function do not do that.
     */
    private record Started(SecretVersions real, String version) implements SecretVersions {
        @Override
        public Labels labels() {
            Labels labels = real.labels();
            boolean begins = labels.draft() == null && !labels.isCurrent(version);
            return new Labels(true, labels.current(), begins ? version : labels.draft());
        }

        @Override
        public Optional<String> read(String any) {
            return real.read(any);
        }

        @Override
        public boolean createDraft(String any, String text) {
            return real.createDraft(any, text);
        }

        @Override
        public void makeCurrent(String any) {
            real.makeCurrent(any);
        }

        @Override
        public void makeCurrent(String any, String replaced) {
            real.makeCurrent(any, replaced);
        }

        @Override
        public void removeDraftLabel(String any) {
            real.removeDraftLabel(any);
        }
    }
}
