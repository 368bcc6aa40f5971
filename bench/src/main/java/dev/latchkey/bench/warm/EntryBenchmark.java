package dev.latchkey.bench.warm;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.latchkey.access.Approval;
import dev.latchkey.access.EntryDecision;
import dev.latchkey.access.EntryFacts;
import dev.latchkey.access.EntryPolicy;
import dev.latchkey.access.Presented;
import dev.latchkey.access.Restrictions;
import dev.latchkey.json.Json;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.signing.SigningKey;
import dev.latchkey.signing.TokenKind;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionClaims;
import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What is computed at the door, and the same by the libraries alone. The names are the table's, but for the spaces. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EntryBenchmark {
    @Benchmark
    public String mintAccessToken(EntryState door) {
        return door.accessTokens.sign(door.claims, SigningAlgorithm.HS256);
    }

    @Benchmark
    public Map<String, Object> mintAccessTokenStepClaims(EntryState door) {
        return door.claims.toPayload();
    }

    @Benchmark
    public String mintAccessTokenStepClaimsToJson(EntryState door) {
        return Json.write(door.payload);
    }

    @Benchmark
    public String mintAccessTokenStepHeader(EntryState door) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("typ", TokenKind.ACCESS.type());
        header.put("kid", door.signingKey.kid());
        header.put("alg", door.signingKey.algorithm().name());
        return Json.write(header);
    }

    @Benchmark
    public SigningKey mintAccessTokenStepKeyChoice(EntryState door) {
        return door.keys.signing(TokenKind.ACCESS, SigningAlgorithm.HS256);
    }

    @Benchmark
    public String mintAccessTokenStepBase64(EntryState door) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(door.payloadJson.getBytes(StandardCharsets.UTF_8));
    }

    @Benchmark
    public byte[] mintAccessTokenStepSignature(EntryState door) {
        return door.hmac.sign(door.signedPart);
    }

    /** What finds a depth, a number or a surrogate that no reader takes. */
    @Benchmark
    public Map<String, Object> mintAccessTokenStepReadBack(EntryState door) {
        return Json.readObject(door.payloadJson);
    }

    @Benchmark
    public String mintAccessTokenByJavaJwtAlone(EntryState door) {
        return JWT.create().withPayload(door.claims.toPayload()).sign(door.hmac);
    }

    /** Who, where and until when, and no permissions beside that of joining: a shorter token. */
    @Benchmark
    public String mintAccessTokenByLiveKit(EntryState door) {
        AccessToken token = new AccessToken("dev", "0123456789abcdef0123456789abcdef");
        token.setIdentity("user-42");
        token.setName("Ada");
        token.setMetadata("team engines");
        token.setExpiration(Date.from(door.claims.expires()));
        token.addGrants(new RoomJoin(true), new RoomName("weekly-sync"));
        return token.toJwt();
    }

    @Benchmark
    public AccessClaims validateAccessToken(EntryState door) {
        return door.check.check(door.accessToken);
    }

    @Benchmark
    public DecodedJWT validateAccessTokenByJavaJwtAlone(EntryState door) {
        return door.hmacVerifier.verify(door.hmacToken);
    }

    @Benchmark
    public String mintSessionToken(EntryState door) {
        return door.sessionTokens.sign(door.session);
    }

    @Benchmark
    public String mintSessionTokenByJavaJwtAlone(EntryState door) {
        return sign(door, door.elliptic);
    }

    private static String sign(EntryState door, Algorithm algorithm) {
        return JWT.create().withPayload(door.session.toPayload()).sign(algorithm);
    }

    @Benchmark
    public SessionClaims readSessionToken(EntryState door) {
        return door.sessionTokens.read(door.sessionToken, door.now);
    }

    @Benchmark
    public DecodedJWT readSessionTokenByJavaJwtAlone(EntryState door) {
        return door.ellipticVerifier.verify(door.ellipticToken);
    }

    @Benchmark
    public EntryDecision decideAnEntry(EntryState door) {
        return EntryPolicy.decide(
                new EntryFacts(
                        door.room,
                        new Presented.SignedToken(door.claims),
                        Restrictions.CLEAR,
                        Person.NOBODY,
                        Approval.NONE,
                        door.now),
                door.now);
    }
}
