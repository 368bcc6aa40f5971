package dev.latchkey.signing;

import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A token that is well-formed in the one way Latchkey accepts, and of which nothing is believed yet. This is the strict
 * gate in front of the JWT library: libraries are lenient, and what is lenient gives one token several spellings or two
 * readers two meanings.
 *
 * @param compact the token as it was presented
 * @param payload what the token claims
 */
record UnverifiedToken(String compact, String algorithm, String type, String kid, Map<String, Object> payload) {
    // Exactly these: crit, b64, zip and enc change what a token means, and jku, jwk, x5u and x5c name a stranger's key.
    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "typ", "kid");
    private static final List<String> TIMES = List.of("exp", "nbf", "iat");

    /**
     * @param maxLength in characters; also what {@link Jwts} ever signs
     * @throws RefusedException TOKEN_INVALID, saying which rule of the form is broken and nothing of the token
     */
    static UnverifiedToken parse(String presented, int maxLength) {
        // First, because everything below costs time in proportion to the length.
        requireLength(presented, maxLength);
        int first = presented.indexOf('.');
        int second = presented.indexOf('.', first + 1);
        require(
                first >= 0 && second >= 0 && presented.indexOf('.', second + 1) < 0,
                "it does not have three parts with dots between them");
        Map<String, Object> header = object("header", presented.substring(0, first));
        Map<String, Object> payload = object("payload", presented.substring(first + 1, second));
        bytes("signature", presented.substring(second + 1));

        require(header.keySet().equals(HEADER_MEMBERS), "its header is not exactly alg, typ and kid");
        String kid = text(header, "kid");
        require(SigningKey.isKid(kid), "its kid is not one of a key");
        requireTimes(payload);
        return new UnverifiedToken(presented, text(header, "alg"), text(header, "typ"), kid, payload);
    }

    static void requireLength(String token, int maxLength) {
        require(token.length() <= maxLength, "it is longer than " + maxLength + " characters");
    }

    static void requireTimes(Map<String, Object> payload) {
        for (String time : TIMES) {
            require(
                    !payload.containsKey(time) || NumericDate.isOne(payload.get(time)),
                    "its " + time + " is not a whole number of seconds");
        }
    }

    private static Map<String, Object> object(String part, String segment) {
        byte[] bytes = bytes(part, segment);
        try {
            return Json.readObject(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw invalid("its " + part + " is not UTF-8");
        } catch (JsonException e) {
            throw invalid("its " + part + " " + e.getMessage());
        }
    }

    private static byte[] bytes(String part, String segment) {
        require(!segment.isEmpty(), "its " + part + " is empty");
        try {
            return Base64Url.decode(segment);
        } catch (IllegalArgumentException e) {
            throw invalid("its " + part + " is " + e.getMessage());
        }
    }

    private static String text(Map<String, Object> header, String name) {
        if (header.get(name) instanceof String text) {
            return text;
        }
        throw invalid("its " + name + " is not a text");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw invalid(otherwise);
        }
    }

    static RefusedException invalid(String why) {
        return new RefusedException(Reason.TOKEN_INVALID, why);
    }

    @Override
    public String toString() {
        return "UnverifiedToken(redacted)";
    }
}
