package dev.latchkey.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All keys of a deployment. An instance has been checked as a whole: no key is weak, none is there twice, every kind of
 * token has a key that signs it, and there is never a doubt which one.
 */
public final class KeySet {
    /** What Secrets Manager takes, in bytes. */
    public static final int MAX_TEXT_BYTES = 65_536;

    /**
     * How long a key is public before it signs: functions read the set again after at most ten minutes, and readers of
     * the published set may hold it for five.
     */
    public static final Duration PUBLIC_BEFORE_SIGNING = Duration.ofMinutes(15);

    private final Map<String, SigningKey> byKid = new LinkedHashMap<>();

    private KeySet(List<SigningKey> keys) {
        for (SigningKey key : keys) {
            byKid.put(key.kid(), key);
        }
    }

    /** @throws InvalidKeySetException naming the offending key by its kid */
    static KeySet of(List<SigningKey> keys) {
        refuseDuplicates(keys);
        for (TokenKind kind : TokenKind.values()) {
            for (SigningAlgorithm algorithm : kind.algorithms()) {
                refuseTwo(KeyState.SIGNING, kind, algorithm, keys);
                refuseTwo(KeyState.NEXT, kind, algorithm, keys);
            }
        }
        refuseMissing(keys);
        return new KeySet(keys);
    }

    /**
     * Reads the text that {@link #secretText} writes.
     *
     * @throws InvalidKeySetException naming the offending key by its kid or its position
     */
    public static KeySet parse(String secretText) {
        return of(KeySetJson.read(secretText));
    }

    /** True for a JWK Set without keys: what a deployment starts with before its first rotation. */
    public static boolean isEmpty(String secretText) {
        return KeySetJson.isEmpty(secretText);
    }

    private static void refuseDuplicates(List<SigningKey> keys) {
        Set<String> kids = new HashSet<>();
        Map<String, String> kidByFingerprint = new HashMap<>();
        for (SigningKey key : keys) {
            if (!kids.add(key.kid())) {
                throw new InvalidKeySetException("key " + key.kid() + " is there twice");
            }
            String twin = kidByFingerprint.put(key.material().fingerprint(), key.kid());
            if (twin != null) {
                throw new InvalidKeySetException("keys " + twin + " and " + key.kid() + " are the same key");
            }
        }
    }

    private static void refuseTwo(KeyState state, TokenKind kind, SigningAlgorithm algorithm, List<SigningKey> keys) {
        SigningKey first = null;
        for (SigningKey key : keys) {
            if (key.state() != state || key.kind() != kind || key.algorithm() != algorithm) {
                continue;
            }
            if (first != null) {
                throw new InvalidKeySetException("keys " + first.kid() + " and " + key.kid() + " are both "
                        + state.label() + " for " + kind.label() + " tokens with " + algorithm);
            }
            first = key;
        }
    }

    private static void refuseMissing(List<SigningKey> keys) {
        Set<TokenKind> signed = EnumSet.noneOf(TokenKind.class);
        for (SigningKey key : keys) {
            if (key.state() == KeyState.SIGNING) {
                signed.add(key.kind());
            }
        }
        for (TokenKind kind : TokenKind.values()) {
            if (!signed.contains(kind)) {
                throw new InvalidKeySetException("no key signs " + kind.label() + " tokens");
            }
        }
    }

    /** Every key, in the order of the secret. */
    public List<SigningKey> keys() {
        return List.copyOf(byKid.values());
    }

    public Optional<SigningKey> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    /**
     * The key to sign with at this moment.
     *
     * <p>Usually the one in state {@link KeyState#SIGNING}. When rotations followed each other so quickly that it has not
     * been public for {@link #PUBLIC_BEFORE_SIGNING}, some reader may not know it yet; then the youngest retired key that
     * every reader knows signs on, or the oldest where all are young.
     *
     * <p>The usual way is plain loops, here and in what reads the set: streams cost time at each cold start.
     */
    public Optional<SigningKey> signing(TokenKind kind, SigningAlgorithm algorithm, Instant now) {
        List<SigningKey> able = new ArrayList<>();
        for (SigningKey key : byKid.values()) {
            if (key.kind() == kind && key.algorithm() == algorithm && key.state() != KeyState.NEXT && key.canSign()) {
                able.add(key);
            }
        }
        SigningKey appointed = appointed(able);
        return appointed == null || isKnownEverywhere(appointed, now)
                ? Optional.ofNullable(appointed)
                : standIn(able, now);
    }

    private static @Nullable SigningKey appointed(List<SigningKey> able) {
        for (SigningKey key : able) {
            if (key.state() == KeyState.SIGNING) {
                return key;
            }
        }
        return null;
    }

    private static Optional<SigningKey> standIn(List<SigningKey> able, Instant now) {
        return able.stream()
                .filter(key -> isKnownEverywhere(key, now))
                .max(Comparator.comparing(SigningKey::publishedAt).thenComparing(SigningKey::since))
                .or(() -> able.stream().min(Comparator.comparing(SigningKey::publishedAt)));
    }

    private static boolean isKnownEverywhere(SigningKey key, Instant now) {
        return !key.publishedAt().plus(PUBLIC_BEFORE_SIGNING).isAfter(now);
    }

    /** The JWK Set for the world with that kind's keys: public halves only, the keys that will sign next among them. */
    public String publicJwks(TokenKind kind) {
        return KeySetJson.writePublic(
                keys().stream().filter(key -> key.kind() == kind).toList());
    }

    /** The JWK Set with every secret in it: for the store of secrets and nothing else. */
    public String secretText() {
        return KeySetJson.writeSecret(new ArrayList<>(byKid.values()));
    }

    @Override
    public String toString() {
        return "KeySet" + byKid.values();
    }
}
