package dev.latchkey.signing;

import static dev.latchkey.signing.UnverifiedToken.invalid;

import com.auth0.jwt.exceptions.JWTVerificationException;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs tokens and verifies presented ones: that a key of ours for this kind of token signed exactly these bytes. What
 * the claims mean, and whether it is their time, is for the caller to decide with the caller's clock.
 */
public final class Jwts {
    /** The JOSE header {@code typ} of a Token Status List. */
    private static final String STATUS_LIST_TYPE = "statuslist+jwt";

    private final SigningKeys keys;

    public Jwts(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * Signs with the key that signs this kind of token now.
     *
     * @param claims plain JSON values; {@code exp}, {@code nbf} and {@code iat} in seconds
     * @throws RefusedException MALFORMED_REQUEST when the token would be longer than any reader here accepts
     */
    public String sign(TokenKind kind, SigningAlgorithm algorithm, Map<String, ?> claims) {
        return sign(keys.signing(kind, algorithm), claims);
    }

    /**
     * Signs with one certain key, so that repeating an earlier answer gives an equal token.
     *
     * @throws RefusedException UNAVAILABLE when that key no longer signs
     */
    public String sign(TokenKind kind, String kid, Map<String, ?> claims) {
        SigningKey key = keys.find(kid)
                .filter(found -> found.kind() == kind && found.canSign())
                .orElseThrow(() -> new RefusedException(Reason.UNAVAILABLE, "the key of the first answer is gone"));
        return sign(key, claims);
    }

    /**
     * What kind of token it says that it is, of which nothing is believed yet.
     *
     * @throws RefusedException TOKEN_INVALID when it has not the form of a token, or says that it is of no kind of ours
     */
    public static TokenKind claimedKind(String presented) {
        String type = UnverifiedToken.parse(presented, TokenKind.LONGEST).type();
        return Arrays.stream(TokenKind.values())
                .filter(kind -> kind.type().equals(type))
                .findFirst()
                .orElseThrow(() -> invalid("it is no token of ours"));
    }

    /**
     * Signs a list of session tokens that are void. Whoever verifies those has the key already; the type tells the two apart,
     * and neither has the members that the other needs.
     */
    public String signStatusList(Map<String, ?> claims) {
        SigningKey key = keys.signing(TokenKind.SESSION, SigningAlgorithm.ES256);
        requireShortLived(key.kind(), claims);
        return sign(key, STATUS_LIST_TYPE, Json.write(claims));
    }

    private static String sign(SigningKey key, Map<String, ?> claims) {
        requireShortLived(key.kind(), claims);
        String payload = Json.write(claims);
        String token = sign(key, key.kind().type(), payload);
        requireReadable(key.kind(), token, payload);
        return token;
    }

    private static String sign(SigningKey key, String type, String payload) {
        // Without java-jwt's own writer, which is Jackson's data binding: a tenth of a second at a cold start.
        Map<String, String> header = new LinkedHashMap<>();
        header.put("typ", type);
        header.put("kid", key.kid());
        header.put("alg", key.algorithm().name());
        String signed = segment(Json.write(header)) + "." + segment(payload);
        return signed + "." + signature(key, signed);
    }

    private static String segment(String json) {
        return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(SigningKey key, String signed) {
        return Base64Url.encode(key.jwt().sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Keys of these kinds are dropped when their last token must have expired, so none may live longer. */
    private static void requireShortLived(TokenKind kind, Map<String, ?> claims) {
        kind.longestLifetime().ifPresent(longest -> {
            if (!(claims.get("iat") instanceof Long issued)
                    || !(claims.get("exp") instanceof Long expires)
                    || Duration.ofSeconds(expires - issued).compareTo(longest) > 0) {
                throw new IllegalArgumentException(
                        "a " + kind.label() + " token needs iat, and exp at most " + longest + " later");
            }
        });
    }

    /**
     * What we sign we can read: before anybody holds the token, the gate's rules are asked about what callers have a say in. The
     * header and the encoding are our own.
     */
    private static void requireReadable(TokenKind kind, String token, String payload) {
        try {
            UnverifiedToken.requireLength(token, kind.maxLength());
            UnverifiedToken.requireTimes(Json.readObject(payload));
        } catch (JsonException e) {
            throw unfit(String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            throw unfit(e.detail());
        }
    }

    private static RefusedException unfit(String why) {
        return RefusedException.malformed("body", "has values that no token can hold: " + why);
    }

    /**
     * The payload of a genuine token of this kind. Its times are whole seconds where present; they are not compared with
     * any clock.
     *
     * @throws RefusedException TOKEN_INVALID with the check that failed, never with a part of the token
     */
    public Map<String, Object> verify(TokenKind kind, String presented) {
        UnverifiedToken token = UnverifiedToken.parse(presented, kind.maxLength());
        if (!token.type().equals(kind.type())) {
            throw invalid("its typ is not the one of this kind of token");
        }
        SigningKey key = keys.find(token.kid()).orElseThrow(() -> invalid("no key has its kid"));
        if (key.kind() != kind) {
            throw invalid("its key is for another kind of token");
        }
        // The key says which algorithm, never the token: otherwise a public key could be used as an HMAC secret.
        if (!token.algorithm().equals(key.algorithm().name())) {
            throw invalid("its alg is not the one of its key");
        }
        requireGenuine(token, key);
        return token.payload();
    }

    /** java-jwt's {@code JWTVerifier} would also compare times, with the system's clock; this checks the signature alone. */
    private static void requireGenuine(UnverifiedToken token, SigningKey key) {
        try {
            key.jwt().verify(new SignedParts(token));
        } catch (JWTVerificationException e) {
            throw invalid("its signature is not genuine");
        }
    }
}
