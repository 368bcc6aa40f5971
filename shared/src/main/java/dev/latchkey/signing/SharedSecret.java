package dev.latchkey.signing;

import com.auth0.jwt.algorithms.Algorithm;
import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A secret that another server has too, and the JWTs by which the two know each other: HS256, and nothing else. These are no
 * tokens of Latchkey, which have keys, kinds and rules of their own.
 */
public final class SharedSecret {
    private final Algorithm algorithm;

    public SharedSecret(String secret) {
        this.algorithm = Algorithm.HMAC256(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** @param claims plain JSON values; {@code exp} and {@code nbf} in seconds */
    public String sign(Map<String, ?> claims) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("alg", algorithm.getName());
        header.put("typ", "JWT");
        String signed = segment(Json.write(header)) + "." + segment(Json.write(claims));
        return signed + "." + signature(signed);
    }

    /** The claims of a JWT that was signed with this secret; empty for everything else. No time is compared. */
    public Optional<Map<String, Object>> verify(String token) {
        int end = token.lastIndexOf('.');
        return ForeignToken.parse(token)
                .filter(parsed -> algorithm.getName().equals(parsed.header().get("alg")))
                .filter(parsed -> isEqual(signature(token.substring(0, end)), token.substring(end + 1)))
                .map(ForeignToken::claims);
    }

    private String signature(String signed) {
        return Base64Url.encode(algorithm.sign(signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** In a time that does not say where they differ. */
    private static boolean isEqual(String expected, String shown) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static String segment(String json) {
        return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "SharedSecret(redacted)";
    }
}
