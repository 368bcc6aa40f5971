package dev.latchkey.signing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a key set begins and how it moves on. Pure but for the randomness of new keys. */
public final class KeyRotation {
    /**
     * How long a key that signs no more keeps its private half, and how much longer than its tokens' lifetime it is kept
     * at all. Long enough for a container that could not read the newer set, and for a repeated request that is answered
     * with the first answer's key.
     */
    public static final Duration GRACE = Duration.ofDays(1);

    private final NewKeys newKeys;

    public KeyRotation() {
        this(new NewKeys());
    }

    KeyRotation(NewKeys newKeys) {
        this.newKeys = newKeys;
    }

    /** A set with one signing and one next key for every kind of token and every algorithm of it. */
    public KeySet fresh(Instant now) {
        List<SigningKey> keys = new ArrayList<>();
        for (TokenKind kind : TokenKind.values()) {
            for (SigningAlgorithm algorithm : kind.algorithms()) {
                keys.add(newKeys.make(kind, algorithm, KeyState.SIGNING, now));
                keys.add(newKeys.make(kind, algorithm, KeyState.NEXT, now));
            }
        }
        return KeySet.of(keys);
    }

    /**
     * One step on: every next key signs, every signing key only verifies, and new next keys are published. Keys whose
     * last token must have expired are left out; keys of access tokens, which may be eternal, stay until
     * {@link #remove} is asked for.
     *
     * @throws InvalidKeySetException when the kept keys leave no room for new ones
     */
    public KeySet rotate(KeySet current, Instant now) {
        List<SigningKey> keys = movedOn(current, now);
        for (TokenKind kind : TokenKind.values()) {
            for (SigningAlgorithm algorithm : kind.algorithms()) {
                if (keys.stream().noneMatch(key -> isSigning(key, kind, algorithm))) {
                    keys.add(newKeys.make(kind, algorithm, KeyState.SIGNING, now));
                }
                keys.add(newKeys.make(kind, algorithm, KeyState.NEXT, now));
            }
        }
        return roomy(KeySet.of(keys));
    }

    /**
     * Whether {@code later} is {@code earlier} moved on by one step and nothing else. False when the keys were changed in
     * between, for instance when one was removed, which the later set would bring back.
     */
    public boolean isNextStep(KeySet earlier, KeySet later) {
        return earlier.keys().stream().allMatch(key -> hasMovedOn(key, later))
                && later.keys().stream().allMatch(key -> isExplained(key, earlier));
    }

    private static boolean hasMovedOn(SigningKey key, KeySet later) {
        Optional<SigningKey> moved = later.find(key.kid());
        if (moved.isEmpty()) {
            return key.state() == KeyState.VERIFYING
                    && key.kind().longestLifetime().isPresent();
        }
        return key.state() != KeyState.NEXT || moved.get().state() == KeyState.SIGNING;
    }

    private static boolean isExplained(SigningKey key, KeySet earlier) {
        return key.state() != KeyState.VERIFYING || earlier.find(key.kid()).isPresent();
    }

    /** Takes one retired key out at once: from then on its tokens are refused. */
    public KeySet remove(KeySet current, String kid) {
        SigningKey doomed =
                current.find(kid).orElseThrow(() -> new InvalidKeySetException("no key has the kid to remove"));
        if (doomed.state() != KeyState.VERIFYING) {
            throw new InvalidKeySetException(
                    "key " + kid + " is " + doomed.state().label() + "; rotate first");
        }
        return KeySet.of(current.keys().stream().filter(key -> key != doomed).toList());
    }

    /** What becomes of the keys that are there. */
    List<SigningKey> movedOn(KeySet current, Instant now) {
        List<SigningKey> keys = new ArrayList<>();
        for (SigningKey key : current.keys()) {
            moveOn(key, current, now).ifPresent(keys::add);
        }
        return keys;
    }

    private static Optional<SigningKey> moveOn(SigningKey key, KeySet current, Instant now) {
        return switch (key.state()) {
            case NEXT -> Optional.of(key.inState(KeyState.SIGNING, now));
            case SIGNING ->
                hasSuccessor(key, current) ? Optional.of(key.inState(KeyState.VERIFYING, now)) : Optional.of(key);
            case VERIFYING -> isForgotten(key, now) ? Optional.empty() : Optional.of(withoutIdleHalf(key, now));
        };
    }

    private static boolean hasSuccessor(SigningKey key, KeySet current) {
        return current.keys().stream()
                .anyMatch(other -> other.state() == KeyState.NEXT
                        && other.kind() == key.kind()
                        && other.algorithm() == key.algorithm());
    }

    private static boolean isSigning(SigningKey key, TokenKind kind, SigningAlgorithm algorithm) {
        return key.state() == KeyState.SIGNING && key.kind() == kind && key.algorithm() == algorithm;
    }

    private static boolean isForgotten(SigningKey key, Instant now) {
        return key.kind()
                .longestLifetime()
                .map(lifetime -> !now.isBefore(key.since().plus(GRACE).plus(lifetime)))
                .orElse(false);
    }

    /** A private half that signs nothing can only be stolen. */
    private static SigningKey withoutIdleHalf(SigningKey key, Instant now) {
        return now.isBefore(key.since().plus(GRACE)) ? key : key.withoutPrivateHalf();
    }

    /** Dropping an old key here would end eternal tokens without anybody having decided it. */
    private static KeySet roomy(KeySet keys) {
        if (keys.secretText().getBytes(StandardCharsets.UTF_8).length > KeySet.MAX_TEXT_BYTES) {
            throw new InvalidKeySetException("the keys would not fit into one secret; remove old access keys first");
        }
        return keys;
    }
}
