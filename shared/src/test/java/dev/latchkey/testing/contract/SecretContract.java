package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.signing.KeySetSource;
import dev.latchkey.signing.SecretVersions;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every secret does whose versions are a {@link SecretVersions}, and whose current text is a {@link KeySetSource}. */
public abstract class SecretContract {
    private final KeySetSource source;
    private final SecretVersions versions;
    private final Consumer<String> startRotation;

    protected SecretContract(Secret secret) {
        this.source = secret.source();
        this.versions = secret.versions();
        this.startRotation = secret.startRotation();
    }

    /**
     * One secret, seen from all sides.
     *
     * @param startRotation gives the version of that name the label of a draft, and no text
     */
    public record Secret(KeySetSource source, SecretVersions versions, Consumer<String> startRotation) {}

    @Test
    void aSecretWithoutAValueCannotBeRead() {
        assertThat(versions.labels()).isEqualTo(new SecretVersions.Labels(true, null, null));
        assertThatThrownBy(source::read).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aRotationBeginsWithADraftWithoutAText() {
        startRotation.accept("first");
        assertThat(versions.labels().isDraft("first")).isTrue();
        assertThat(versions.read("first")).isEmpty();
    }

    @Test
    void theFirstTextIsCurrentAtOnce() {
        startRotation.accept("first");
        assertThat(versions.createDraft("first", "one")).isTrue();
        assertThat(versions.labels()).isEqualTo(new SecretVersions.Labels(true, "first", "first"));
        assertThat(source.read()).isEqualTo("one");
    }

    @Test
    void aVersionKeepsItsText() {
        startRotation.accept("first");
        versions.createDraft("first", "one");
        assertThat(versions.createDraft("first", "one")).as("the same again").isTrue();
        assertThat(versions.createDraft("first", "other")).isFalse();
        assertThat(versions.read("first")).contains("one");
    }

    @Test
    void aDraftIsReadByItsNameOnlyUntilItIsMadeCurrent() {
        twoVersions();
        assertThat(source.read()).isEqualTo("one");
        assertThat(versions.read("second")).contains("two");

        versions.makeCurrent("second", "first");
        assertThat(source.read()).isEqualTo("two");
        assertThat(versions.read("first")).contains("one");
        versions.removeDraftLabel("second");
        assertThat(versions.labels()).isEqualTo(new SecretVersions.Labels(true, "second", null));
    }

    @Test
    void nobodyTakesTheLabelFromAVersionThatHasLostIt() {
        twoVersions();
        versions.makeCurrent("second", "first");
        assertThatThrownBy(() -> versions.makeCurrent("second", "first")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> versions.removeDraftLabel("first")).isInstanceOf(RuntimeException.class);
        assertThat(source.read()).isEqualTo("two");
    }

    private void twoVersions() {
        startRotation.accept("first");
        versions.createDraft("first", "one");
        versions.removeDraftLabel("first");
        startRotation.accept("second");
        versions.createDraft("second", "two");
    }
}
