package dev.latchkey.testing.memory;

import dev.latchkey.signing.KeySetSource;
import dev.latchkey.signing.SecretVersions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A secret with its versions: what the keys are read from, and what a rotation moves on. */
public final class InMemorySecret implements KeySetSource, SecretVersions {
    private final Map<String, String> texts = new HashMap<>();
    private @Nullable String current;
    private @Nullable String draft;

    /** Begins a rotation: a version with the label of a draft, and without a text. */
    public synchronized void startRotation(String version) {
        draft = version;
    }

    @Override
    public synchronized String read() {
        return read(String.valueOf(current)).orElseThrow(() -> new IllegalStateException("the secret has no value"));
    }

    @Override
    public synchronized Labels labels() {
        return new Labels(true, current, draft);
    }

    @Override
    public synchronized Optional<String> read(String version) {
        return Optional.ofNullable(texts.get(version));
    }

    @Override
    public synchronized boolean createDraft(String version, String text) {
        String known = texts.putIfAbsent(version, text);
        if (known != null && !known.equals(text)) {
            return false;
        }
        draft = version;
        if (current == null) {
            // The first value of a secret is always the current one.
            current = version;
        }
        return true;
    }

    @Override
    public synchronized void makeCurrent(String version) {
        if (current != null) {
            throw new IllegalStateException("another version is current");
        }
        current = version;
    }

    @Override
    public synchronized void makeCurrent(String version, String replaced) {
        if (!replaced.equals(current)) {
            throw new IllegalStateException("another version is current");
        }
        current = version;
    }

    @Override
    public synchronized void removeDraftLabel(String version) {
        if (!version.equals(draft)) {
            throw new IllegalStateException("another version is the draft");
        }
        draft = null;
    }
}
