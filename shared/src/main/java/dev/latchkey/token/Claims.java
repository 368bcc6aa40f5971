package dev.latchkey.token;

import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.text.PlainText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads claims of a verified payload by their types and limits, as strictly as a body is read. Every token that gets here was
 * signed by us, so a claim that is none of ours means a key in the wrong hands or a defect; both are answered as an invalid
 * token. Only claims that nobody here asks for are ignored (RFC 7519 section 4): a newer version may have signed them.
 */
final class Claims {
    static final String ISSUER = "latchkey";

    /** Longer than any id that we make up. */
    static final int LONGEST_OWN_ID = 64;

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
        return optionalText(name).orElseThrow(() -> unexpected(name));
    }

    Optional<String> optionalText(String name) {
        if (!members.containsKey(name)) {
            return Optional.empty();
        }
        if (members.get(name) instanceof String value) {
            return Optional.of(value);
        }
        throw unexpected(name);
    }

    /** A text of at most so many characters. */
    Optional<String> optionalText(String name, int longest) {
        Optional<String> text = optionalText(name);
        require(
                name,
                text.filter(value -> value.codePointCount(0, value.length()) > longest)
                        .isEmpty());
        return text;
    }

    private static void require(String name, boolean asIssued) {
        if (!asIssued) {
            throw unexpected(name);
        }
    }

    /** A name that something goes by: 1 to so many characters, none of them a control character. */
    String id(String name, int longest) {
        return optionalId(name, longest).orElseThrow(() -> unexpected(name));
    }

    Optional<String> optionalId(String name, int longest) {
        Optional<String> text = optionalText(name, longest);
        require(
                name,
                text.filter(value -> value.isEmpty() || !PlainText.isClean(value))
                        .isEmpty());
        return text;
    }

    /** What people read. Earlier releases took format characters in it: they are left out. */
    Optional<String> optionalName(String name, int longest) {
        return optionalId(name, longest)
                .map(PlainText::shown)
                .filter(shown -> PlainText.flaw(shown).isEmpty());
    }

    String idOrEmpty(String name, int longest) {
        return optionalId(name, longest).orElse("");
    }

    /** A name of ours, through the parser that makes it. */
    <T> T parsed(String name, Function<String, Optional<T>> parser) {
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

    /** From 1 to {@code most}; 0 when it is not there. */
    long numberOrZero(String name, long most) {
        long value = numberOrZero(name);
        if (members.containsKey(name) && (value == 0 || value > most)) {
            throw unexpected(name);
        }
        return value;
    }

    /** True or false; false where nothing is said. What is neither is no "no". */
    boolean flag(String name) {
        if (!members.containsKey(name)) {
            return false;
        }
        if (members.get(name) instanceof Boolean value) {
            return value;
        }
        throw unexpected(name);
    }

    /** The members {@code role}, {@code permissions} and {@code isAdmin}, which say together what somebody may do. */
    Grant grant() {
        Role role = parsed("role", Role::recorded);
        Permissions permissions = Permissions.parse(map("permissions")).orElseThrow(() -> unexpected("permissions"));
        if (members.containsKey("isAdmin") && flag("isAdmin") != permissions.admin()) {
            throw unexpected("isAdmin");
        }
        return new Grant(role, permissions);
    }

    @Nullable
    Object value(String name) {
        return members.get(name);
    }

    boolean has(String name) {
        return members.containsKey(name);
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

    static RefusedException unexpected(String name) {
        return new RefusedException(Reason.TOKEN_INVALID, "the claim " + name + " is not as issued");
    }
}
