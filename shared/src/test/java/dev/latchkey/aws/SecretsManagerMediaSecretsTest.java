package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.testing.contract.MediaSecretsContract;
import org.junit.jupiter.api.Test;

class SecretsManagerMediaSecretsTest extends MediaSecretsContract {
    private static final AppName DEV = new AppName("dev");

    @Override
    protected MediaSecrets make() {
        return new SecretsManagerMediaSecrets(NamedSecrets::new, "stack/media/");
    }

    @Test
    void everyAppHasASecretOfItsOwnUnderThePrefix() {
        NamedSecrets account = new NamedSecrets();
        MediaSecrets secrets = new SecretsManagerMediaSecrets(() -> account, "stack/media/");
        secrets.keep(DEV, "one");
        secrets.keep(new AppName("other"), "two");
        assertThat(account.names()).containsExactly("stack/media/dev", "stack/media/other");
    }

    /** A version does not change, and joins are many. */
    @Test
    void versionIsReadOnce() {
        NamedSecrets account = new NamedSecrets();
        MediaSecrets secrets = new SecretsManagerMediaSecrets(() -> account, "stack/media/");
        String version = secrets.keep(DEV, "one");
        secrets.read(DEV, version);
        secrets.read(DEV, version);
        assertThat(account.reads()).isEqualTo(1);
    }

    @Test
    void noClientIsMadeBeforeOneIsNeeded() {
        assertThat(new SecretsManagerMediaSecrets(
                        () -> {
                            throw new AssertionError("nobody asked");
                        },
                        ""))
                .isNotNull();
    }
}
