package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.AppName;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What anybody may rely on who keeps or reads the secrets of media servers. */
public abstract class MediaSecretsContract {
    private static final AppName DEV = new AppName("dev");
    private static final AppName OTHER = new AppName("other");

    private MediaSecrets secrets;

    protected abstract MediaSecrets make();

    @BeforeEach
    void open() {
        secrets = make();
    }

    @Test
    void readsWhatItKept() {
        String version = secrets.keep(DEV, "the secret = of \"dev\"");
        assertThat(secrets.read(DEV, version)).isEqualTo("the secret = of \"dev\"");
        assertThat(secrets.read(DEV, version)).isEqualTo("the secret = of \"dev\"");
    }

    /** Functions go on with what the app's item says while the operator changes both. */
    @Test
    void versionBeforeCanBeReadUntilTheOneAfterTheNext() {
        String first = secrets.keep(DEV, "one");
        String second = secrets.keep(DEV, "two");
        assertThat(secrets.read(DEV, first)).isEqualTo("one");
        assertThat(secrets.read(DEV, second)).isEqualTo("two");
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void appsHaveTheirOwn() {
        String version = secrets.keep(DEV, "one");
        secrets.keep(OTHER, "two");
        assertIsGone(OTHER, version);
    }

    @Test
    void whatIsForgottenIsGoneAndCanBeKeptAnew() {
        String version = secrets.keep(DEV, "one");
        secrets.keep(OTHER, "two");
        secrets.forget(DEV);
        secrets.forget(DEV);
        assertIsGone(DEV, version);
        assertThat(secrets.read(DEV, secrets.keep(DEV, "three"))).isEqualTo("three");
    }

    @Test
    void forgettingWhatNeverWasIsHarmless() {
        secrets.forget(DEV);
        assertIsGone(DEV, "0123456789abcdef01234567");
    }

    private void assertIsGone(AppName app, String version) {
        assertThatThrownBy(() -> secrets.read(app, version))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE));
    }
}
