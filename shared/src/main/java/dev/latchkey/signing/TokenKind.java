package dev.latchkey.signing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token is for. Kinds can never stand in for each other: each has its own {@code typ} (RFC 8725 3.11) and every
 * key serves one kind only, so that even a token with a mistaken {@code typ} fails on its key.
 */
public enum TokenKind {
    /** Opens a door. May be eternal, so its keys verify until they are removed on purpose. */
    ACCESS("access", "JWT", null, TokenKind.LONGEST),

    /** Says who a peer is. Media servers verify it offline, so it is signed with a key that has a public half. */
    SESSION("session", "session+jwt", Duration.ofMinutes(15), 8 * 1024),

    /** Lets a waiting person look after the join request. */
    TICKET("ticket", "ticket+jwt", Duration.ofMinutes(15), 8 * 1024);

    /** How many characters a token of any kind has at most. */
    static final int LONGEST = 24 * 1024;

    private final String label;
    private final String type;
    private final @Nullable Duration longestLifetime;
    private final int maxLength;

    TokenKind(String label, String type, @Nullable Duration longestLifetime, int maxLength) {
        this.label = label;
        this.type = type;
        this.longestLifetime = longestLifetime;
        this.maxLength = maxLength;
    }

    /** The spelling of this kind in a stored key. */
    public String label() {
        return label;
    }

    /** The JOSE header {@code typ}. */
    public String type() {
        return type;
    }

    /**
     * How many characters a token of this kind has at most. An access token travels in a body, and has room for every field at
     * its limit at once; the others travel in a header, and API Gateway takes 10,240 bytes of headers.
     */
    public int maxLength() {
        return maxLength;
    }

    /** How long a token of this kind may live; empty where a token may be eternal. */
    public Optional<Duration> longestLifetime() {
        return Optional.ofNullable(longestLifetime);
    }

    /** Whether others may verify this kind, and so have its public keys: not where all its algorithms are symmetric. */
    public boolean isPublished() {
        return algorithms().stream().anyMatch(SigningAlgorithm::isPublic);
    }

    /** The algorithms that may sign this kind; the first is the default. */
    public List<SigningAlgorithm> algorithms() {
        return switch (this) {
            case ACCESS -> List.of(SigningAlgorithm.HS256, SigningAlgorithm.ES256, SigningAlgorithm.RS256);
            case SESSION -> List.of(SigningAlgorithm.ES256);
            case TICKET -> List.of(SigningAlgorithm.HS256);
        };
    }
}
