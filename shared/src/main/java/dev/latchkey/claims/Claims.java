package dev.latchkey.claims;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads claims of a verified payload by their types. Every token that gets here was signed by us, so a claim of the wrong type
 * means a key in the wrong hands or a defect; both are answered as an invalid token.
 */
final class Claims {
    static final String ISSUER = "latchkey";

    /** The last whole number that every reader of JSON can hold exactly. As seconds, still far from the end of time. */
    private static final long MOST = 1L << 53;

    private final Map<?, ?> members;

    Claims(Map<?, ?> members) {
        this.members = members;
    }

    /** A token of another issuer or for another audience is none of ours (RFC 8725 sections 3.8 and 3.9). */
    void requireIssuedFor(String audience) {
        if (!text("iss").equals(ISSUER) || !text("aud").equals(audience)) {
            throw new RefusedException(Reason.TOKEN_INVALID, "it was issued by or for somebody else");
        }
    }

    String text(String name) {
        String value = optionalText(name);
        if (value == null) {
            throw unexpected(name);
        }
        return value;
    }

    @Nullable
    String optionalText(String name) {
        Object value = members.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw unexpected(name);
    }

    String textOrEmpty(String name) {
        String value = optionalText(name);
        return value == null ? "" : value;
    }

    /** A name of ours, through the parser that makes it. */
    <T> T parsed(String name, Function<String, java.util.Optional<T>> parser) {
        return parser.apply(text(name)).orElseThrow(() -> unexpected(name));
    }

    /** A NumericDate (RFC 7519 section 2), or {@code absent}. */
    Instant instant(String name, Instant absent) {
        return members.containsKey(name) ? Instant.ofEpochSecond(number(name)) : absent;
    }

    long number(String name) {
        if (members.get(name) instanceof Long value && value >= 0 && value <= MOST) {
            return value;
        }
        throw unexpected(name);
    }

    long numberOrZero(String name) {
        return members.containsKey(name) ? number(name) : 0;
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    @Nullable
    Object value(String name) {
        return members.get(name);
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    Claims object(String name) {
        return new Claims(map(name));
    }

    Map<?, ?> map(String name) {
        if (members.get(name) instanceof Map<?, ?> value) {
            return value;
        }
        throw unexpected(name);
    }

    private static RefusedException unexpected(String name) {
        return new RefusedException(Reason.TOKEN_INVALID, "the claim " + name + " is not as issued");
    }
}
