package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SecretsManagerOriginSecretTest {
    private final FakeSecretsManager secrets = new FakeSecretsManager();
    private final AtomicInteger clients = new AtomicInteger();
    private final SecretsManagerOriginSecret secret = new SecretsManagerOriginSecret(
            () -> {
                clients.incrementAndGet();
                return secrets;
            },
            "origin");

    @Test
    void isReadWhenAskedForAndOnce() {
        secrets.withValue("first");
        assertThat(clients).hasValue(0);
        assertThat(secret.read()).contains("first");
        secrets.change("second");
        assertThat(secret.read()).contains("first");
        assertThat(clients).hasValue(1);
    }

    /** Nothing is kept of an attempt that failed. */
    @Test
    void isReadAgainWhereItWasNotThere() {
        assertThatThrownBy(secret::read).isInstanceOf(Exception.class);
        secrets.withValue("first");
        assertThat(secret.read()).contains("first");
    }
}
