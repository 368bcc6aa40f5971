package dev.latchkey.bench.warm;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.latchkey.access.Entry;
import dev.latchkey.access.EntryPolicy;
import dev.latchkey.access.Presented;
import dev.latchkey.access.Standing;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Person;
import dev.latchkey.claims.SessionClaims;
import dev.latchkey.token.SigningAlgorithm;
import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What is computed at the door, and the same by the libraries alone. The names are the table's, but for the spaces. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DoorBenchmark {
    @Benchmark
    public String mintAccessToken(Door door) {
        return door.accessTokens.sign(door.claims, SigningAlgorithm.HS256);
    }

    @Benchmark
    public String mintAccessTokenByJavaJwtAlone(Door door) {
        return JWT.create().withPayload(door.claims.toPayload()).sign(door.hmac);
    }

    /** Who, where and until when, and no permissions beside that of joining: a shorter token. */
    @Benchmark
    public String mintAccessTokenByLiveKit(Door door) {
        AccessToken token = new AccessToken("dev", "0123456789abcdef0123456789abcdef");
        token.setIdentity("user-42");
        token.setName("Ada");
        token.setMetadata("team engines");
        token.setExpiration(Date.from(door.claims.expires()));
        token.addGrants(new RoomJoin(true), new RoomName("weekly-sync"));
        return token.toJwt();
    }

    @Benchmark
    public AccessClaims validateAccessToken(Door door) {
        return door.check.check(door.accessToken);
    }

    @Benchmark
    public DecodedJWT validateAccessTokenByJavaJwtAlone(Door door) {
        return door.hmacVerifier.verify(door.hmacToken);
    }

    @Benchmark
    public String mintSessionToken(Door door) {
        return door.sessionTokens.sign(door.session);
    }

    @Benchmark
    public String mintSessionTokenByJavaJwtAlone(Door door) {
        return sign(door, door.elliptic);
    }

    private static String sign(Door door, Algorithm algorithm) {
        return JWT.create().withPayload(door.session.toPayload()).sign(algorithm);
    }

    @Benchmark
    public SessionClaims readSessionToken(Door door) {
        return door.sessionTokens.read(door.sessionToken, door.now);
    }

    @Benchmark
    public DecodedJWT readSessionTokenByJavaJwtAlone(Door door) {
        return door.ellipticVerifier.verify(door.ellipticToken);
    }

    @Benchmark
    public Entry decideAnEntry(Door door) {
        return EntryPolicy.decide(
                door.room, new Presented.SignedToken(door.claims), Standing.CLEAR, Person.NOBODY, false, door.now);
    }
}
