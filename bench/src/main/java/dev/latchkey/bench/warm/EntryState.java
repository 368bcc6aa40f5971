package dev.latchkey.bench.warm;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import dev.latchkey.access.Restrictions;
import dev.latchkey.access.TokenCheck;
import dev.latchkey.access.TokenStatus;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.KeyRotation;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.signing.SigningKey;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.signing.TokenKind;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.SessionTokens;
import dev.latchkey.token.TokenScope;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A private room, somebody with an access token for it, and everything known of both, in memory. */
@State(Scope.Benchmark)
public class EntryState {
    /** As long as HS256 wants it (RFC 7518 section 3.2). */
    static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    final Clock clock = Clock.systemUTC();
    final Instant now = clock.instant();
    final AppName app = new AppName("dev");
    final Room room = Room.create(app, new RoomName("weekly-sync"), "5f3c9e1ab2d4", rules(), Map.of(), now);
    final AccessClaims claims = new AccessClaims(
            app,
            "user-42",
            "01M8ACCESS00000000000000AA",
            now,
            Instant.EPOCH,
            Instant.ofEpochSecond(4_102_444_800L),
            new TokenScope.OneRoom(room.name(), room.id()),
            Grant.GUEST,
            new Person("Ada", "ada@example.com", "team engines", "user-42", null, Map.of()),
            Duration.ofMinutes(30),
            0);
    final SessionClaims session = new SessionClaims(
            app,
            room.name(),
            room.id(),
            "01M8MEETING0000000000000AA",
            "01M8PEER000000000000000AAA",
            1,
            "01M8SESSION0000000000000AA",
            now,
            now.plus(SessionClaims.LIFETIME),
            Grant.GUEST,
            claims.jti(),
            claims.subject(),
            "Ada");

    final SigningKeys keys;
    final AccessTokens accessTokens;
    final SessionTokens sessionTokens;
    final TokenCheck check;
    final String accessToken;
    final String sessionToken;

    /** What the steps of minting hand to each other. */
    final Map<String, Object> payload = claims.toPayload();

    final String payloadJson = Json.write(payload);
    final SigningKey signingKey;
    final byte[] signedPart;

    /** Keys, tokens with our payloads, and their readers, all of them java-jwt's own. */
    final Algorithm hmac = Algorithm.HMAC256(SECRET);

    final Algorithm elliptic;
    final String hmacToken;
    final String ellipticToken;
    final JWTVerifier hmacVerifier;
    final JWTVerifier ellipticVerifier;

    public EntryState() {
        String keySet = new KeyRotation().fresh(now.minus(Duration.ofDays(1))).secretText();
        keys = new CachedSigningKeys(() -> keySet, clock, Runnable::run, notice -> {});
        accessTokens = new AccessTokens(keys);
        sessionTokens = new SessionTokens(keys);
        accessToken = accessTokens.sign(claims, SigningAlgorithm.HS256);
        signingKey = keys.signing(TokenKind.ACCESS, SigningAlgorithm.HS256);
        signedPart = accessToken.substring(0, accessToken.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        sessionToken = sessionTokens.sign(session);
        check = new TokenCheck(accessTokens, new Clear(App.create(app, now), room), clock, decision -> {});
        KeyPair pair = pair();
        elliptic = Algorithm.ECDSA256((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
        hmacToken = JWT.create().withPayload(claims.toPayload()).sign(hmac);
        ellipticToken = JWT.create().withPayload(session.toPayload()).sign(elliptic);
        hmacVerifier = JWT.require(hmac).build();
        ellipticVerifier = JWT.require(elliptic).build();
    }

    private static RoomRules rules() {
        return new RoomRules(
                true,
                false,
                false,
                Instant.EPOCH,
                Instant.MAX,
                false,
                100,
                0,
                SecondEntry.ALLOW,
                Duration.ZERO,
                Permissions.NONE);
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing is held against anybody, and no time passes until that is known. */
    private record Clear(App app, Room room) implements TokenStatus {
        @Override
        public Seen look(AccessClaims token) {
            return new Seen(app, room, Restrictions.CLEAR);
        }

        @Override
        public void revoke(AppName ofApp, String jti, Instant expires, String by) {
            throw new UnsupportedOperationException();
        }
    }
}
