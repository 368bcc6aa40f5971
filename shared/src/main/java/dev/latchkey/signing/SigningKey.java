package dev.latchkey.signing;

import com.auth0.jwt.algorithms.Algorithm;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One key of the key set: what it is for, where in its life it is, and the secret itself, which nothing outside this
 * package can take out or print.
 */
public final class SigningKey {
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final String kid;
    private final TokenKind kind;
    private final KeyMaterial material;
    private final KeyState state;
    private final Instant since;
    private final Instant publishedAt;

    /**
     * @param since when the key came into its state
     * @param publishedAt when the key was first in the set, for all readers to see
     */
    SigningKey(String kid, TokenKind kind, KeyMaterial material, KeyState state, Instant since, Instant publishedAt) {
        this.kid = Objects.requireNonNull(kid, "kid");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.material = Objects.requireNonNull(material, "material");
        this.state = Objects.requireNonNull(state, "state");
        this.since = since.truncatedTo(ChronoUnit.SECONDS);
        this.publishedAt = publishedAt.truncatedTo(ChronoUnit.SECONDS);
        if (!isKid(kid)) {
            throw new IllegalArgumentException("a kid is 1 to 64 letters, digits, - and _");
        }
        if (!kind.algorithms().contains(material.algorithm())) {
            throw new IllegalArgumentException(material.algorithm() + " does not sign " + kind.label() + " tokens");
        }
        if (material.algorithm().isPublic() && !kid.equals(material.fingerprint())) {
            throw new IllegalArgumentException("the kid of a key pair is its RFC 7638 thumbprint");
        }
        if (state != KeyState.VERIFYING && !material.canSign()) {
            throw new IllegalArgumentException("a key without its private half can only verify");
        }
    }

    /** What may stand in a token's {@code kid}. Anything else is not even looked up. */
    static boolean isKid(String text) {
        return KID.matcher(text).matches();
    }

    public String kid() {
        return kid;
    }

    public TokenKind kind() {
        return kind;
    }

    public SigningAlgorithm algorithm() {
        return material.algorithm();
    }

    public KeyState state() {
        return state;
    }

    public Instant since() {
        return since;
    }

    public Instant publishedAt() {
        return publishedAt;
    }

    /** False once only the public half is kept. */
    public boolean canSign() {
        return material.canSign();
    }

    KeyMaterial material() {
        return material;
    }

    /** What java-jwt signs and verifies with. */
    Algorithm jwt() {
        return material.jwt();
    }

    SigningKey inState(KeyState next, Instant now) {
        return new SigningKey(kid, kind, material, next, now, publishedAt);
    }

    SigningKey withoutPrivateHalf() {
        return new SigningKey(kid, kind, material.withoutPrivateHalf(), state, since, publishedAt);
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + ", " + kind.label() + ", " + algorithm() + ", " + state.label() + "]";
    }
}
