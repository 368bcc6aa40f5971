package dev.latchkey.signing;

import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A JWT of another server's kind, of which nothing is believed yet: its signature is that server's business, or that of
 * {@link SharedSecret}.
 *
 * @param claims what it says
 */
public record ForeignToken(Map<String, Object> header, Map<String, Object> claims) {
    /** In characters. Such a token may carry the metadata of a person. */
    private static final int LONGEST = 32 * 1024;

    /** Empty for what has not the form of a JWT. */
    public static Optional<ForeignToken> parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ForeignToken(object(parts[0]), object(parts[1])));
        } catch (IllegalArgumentException | JsonException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> object(String part) {
        return Json.readObject(new String(Base64Url.decode(part), StandardCharsets.UTF_8));
    }

    /** It may name a person: it does not print. */
    @Override
    public String toString() {
        return "ForeignToken(redacted)";
    }
}
