package dev.latchkey.signing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of the secret that holds the key set, with the two labels by which Secrets Manager tells them apart. */
public interface SecretVersions {
    Labels labels();

    /** The text of a version; empty when the version has no value yet. */
    Optional<String> read(String version);

    /** Gives a version its text and the label of a draft. False when the version already has a text, which then stays. */
    boolean createDraft(String version, String text);

    /** Makes a version the current one of a secret that has none. */
    void makeCurrent(String version);

    /** Makes a version the current one instead of {@code replaced}; throws when that is no longer current. */
    void makeCurrent(String version, String replaced);

    /** Takes the label of a draft from a version that has it. */
    void removeDraftLabel(String version);

    /**
     * Which version has which label.
     *
     * @param rotationEnabled whether Secrets Manager rotates this secret at all
     * @param current null before the secret has its first value
     * @param draft null while no rotation is under way
     */
    record Labels(
            boolean rotationEnabled,
            @Nullable String current,
            @Nullable String draft) {
        public boolean isCurrent(String version) {
            return version.equals(current);
        }

        public boolean isDraft(String version) {
            return version.equals(draft);
        }
    }
}
