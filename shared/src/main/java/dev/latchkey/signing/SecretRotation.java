package dev.latchkey.signing;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Rotates the key set inside its secret, in Secrets Manager's four steps. A step that is repeated, or run twice at once,
 * or taken up after another one died, ends where one clean run ends; a draft that no longer follows from the current set
 * is given up, never made current.
 */
public final class SecretRotation {
    private final SecretVersions versions;
    private final KeyPublication publication;
    private final Clock clock;
    private final KeyRotation rotation;

    public SecretRotation(SecretVersions versions, KeyPublication publication, Clock clock) {
        this(versions, publication, clock, new KeyRotation());
    }

    public SecretRotation(SecretVersions versions, KeyPublication publication, Clock clock, KeyRotation rotation) {
        this.versions = versions;
        this.publication = publication;
        this.clock = clock;
        this.rotation = rotation;
    }

    /**
     * Does one step.
     *
     * @param version the version of the secret that this rotation makes
     * @throws RotationException when the version is not one of a rotation that is under way
     */
    public void run(RotationStep step, String version) {
        SecretVersions.Labels labels = versions.labels();
        if (!labels.rotationEnabled()) {
            throw new RotationException("rotation is not enabled for this secret");
        }
        if (!labels.isCurrent(version) && !labels.isDraft(version)) {
            throw new RotationException("version " + version + " is not a draft of this secret");
        }
        switch (step) {
            case CREATE -> create(version, labels);
            case SET -> {
                // Nobody else holds these keys, so there is nowhere to set them.
            }
            case TEST -> test(version, labels);
            case FINISH -> finish(version, labels);
        }
    }

    /**
     * Publishes the keys that are current: where a rotation was given up between two steps, or an operator changed the secret by
     * hand, what is published is another set. Does nothing before the first rotation.
     */
    public void publish() {
        current(versions.labels()).ifPresent(publication::publish);
    }

    private void create(String version, SecretVersions.Labels labels) {
        if (labels.isCurrent(version) || versions.read(version).isPresent()) {
            return;
        }
        Instant now = clock.instant();
        KeySet draft = current(labels).map(keys -> rotation.rotate(keys, now)).orElseGet(() -> rotation.fresh(now));
        // False means that a twin of this step came first. Its draft is as good.
        versions.createDraft(version, draft.secretText());
    }

    private void test(String version, SecretVersions.Labels labels) {
        if (!labels.isCurrent(version)) {
            requireWorking(draft(version, labels));
        }
    }

    private void finish(String version, SecretVersions.Labels labels) {
        if (!labels.isCurrent(version)) {
            // Public first: from the moment on at which they are current, these keys may sign.
            publication.publish(draft(version, labels));
            try {
                until(now -> now.isCurrent(version), () -> makeCurrent(version, labels));
            } finally {
                // A change by hand may have won, and a key that was taken out is not to stay public.
                publish();
            }
        }
        // A draft label that stayed behind would make Secrets Manager believe that this rotation never ended.
        until(now -> !now.isDraft(version), () -> versions.removeDraftLabel(version));
    }

    private void makeCurrent(String version, SecretVersions.Labels labels) {
        String replaced = labels.current();
        if (replaced == null) {
            versions.makeCurrent(version);
        } else {
            versions.makeCurrent(version, replaced);
        }
    }

    /** The draft, checked, and checked to be the next step of what is current at this moment. */
    private KeySet draft(String version, SecretVersions.Labels labels) {
        KeySet draft = versions.read(version)
                .map(KeySet::parse)
                .orElseThrow(() -> new RotationException("version " + version + " has no keys yet"));
        Optional<KeySet> current = current(labels);
        if (current.isPresent() && !rotation.isNextStep(current.get(), draft)) {
            versions.removeDraftLabel(version);
            throw new RotationException("the keys were changed after version " + version + " was made; rotate again");
        }
        return draft;
    }

    /** Empty for a secret that never held keys. One that holds something else is an error, and is not overwritten. */
    private Optional<KeySet> current(SecretVersions.Labels labels) {
        return Optional.ofNullable(labels.current())
                .flatMap(versions::read)
                .filter(text -> !KeySet.isEmpty(text))
                .map(KeySet::parse);
    }

    /** Every key that signs or soon will signs a token here, and reads it. */
    private void requireWorking(KeySet draft) {
        long now = clock.instant().getEpochSecond();
        Map<String, Long> claims = Map.of("iat", now, "exp", now + 1);
        Jwts jwts = new Jwts(new Unchanging(draft, clock));
        for (SigningKey key : draft.keys()) {
            if (key.canSign()) {
                jwts.verify(key.kind(), jwts.sign(key.kind(), key.kid(), claims));
            }
        }
    }

    /** Changes labels unless that is done. A twin of this step may do the same at the same time; then its success is ours. */
    private void until(Predicate<SecretVersions.Labels> done, Runnable change) {
        if (done.test(versions.labels())) {
            return;
        }
        try {
            change.run();
        } catch (RuntimeException e) {
            if (!done.test(versions.labels())) {
                throw e;
            }
        }
    }

    /** A key set that no refresh changes. */
    private record Unchanging(KeySet keys, Clock clock) implements SigningKeys {
        @Override
        public SigningKey signing(TokenKind kind, SigningAlgorithm algorithm) {
            return keys.signing(kind, algorithm, clock.instant())
                    .orElseThrow(() -> new RotationException("no key signs " + kind.label() + " with " + algorithm));
        }

        @Override
        public Optional<SigningKey> find(String kid) {
            return keys.find(kid);
        }
    }
}
