package dev.latchkey.signing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the members of one JWK (RFC 7517, RFC 7518 6) and spells numbers as a JWK does. Messages name members and never
 * repeat their values.
 */
final class JwkMembers {
    private final Map<String, Object> members;

    JwkMembers(Map<String, Object> members) {
        this.members = members;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** A member that is not known here may mean something that the key must not be used for. */
    void requireOnly(Set<String> common, Set<String> numbers) {
        for (String name : members.keySet()) {
            if (!common.contains(name) && !numbers.contains(name)) {
                throw new IllegalArgumentException("a member does not belong to a key of this algorithm");
            }
        }
    }

    void requireText(String name, String only) {
        if (!only.equals(text(name))) {
            throw new IllegalArgumentException("\"" + name + "\" is \"" + only + "\" for this algorithm");
        }
    }

    void requireElements(String name, Set<?> only) {
        if (!(members.get(name) instanceof List<?> list) || !Set.copyOf(list).equals(only)) {
            throw new IllegalArgumentException("\"" + name + "\" is " + only + " where it is present");
        }
    }

    String text(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("\"" + name + "\" is a text, and it is needed");
    }

    long seconds(String name) {
        if (members.get(name) instanceof Long seconds && NumericDate.isOne(seconds)) {
            return seconds;
        }
        throw new IllegalArgumentException("\"" + name + "\" is a time in seconds, and it is needed");
    }

    byte[] bytes(String name) {
        try {
            return Base64Url.decode(text(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + name + "\" is base64url, and it is needed");
        }
    }

    /** A number of RFC 7518 6.3: as few bytes as it needs. */
    BigInteger number(String name) {
        byte[] bytes = bytes(name);
        if (bytes.length == 0 || bytes[0] == 0) {
            throw new IllegalArgumentException("\"" + name + "\" is a positive number without leading zeros");
        }
        return new BigInteger(1, bytes);
    }

    /** A coordinate of RFC 7518 6.2: always as many bytes as the curve has. */
    BigInteger fixedLengthNumber(String name, int length) {
        byte[] bytes = bytes(name);
        if (bytes.length != length) {
            throw new IllegalArgumentException("\"" + name + "\" has " + length + " bytes");
        }
        return new BigInteger(1, bytes);
    }

    static String spell(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Base64Url.encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    static String spellFixedLength(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int significant = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - significant, fixed, length - significant, significant);
        return Base64Url.encode(fixed);
    }

    @Override
    public String toString() {
        return "JwkMembers(redacted)";
    }
}
