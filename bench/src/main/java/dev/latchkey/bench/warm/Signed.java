package dev.latchkey.bench.warm;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Tokens with the payloads of ours, made and read by java-jwt alone. */
@State(Scope.Benchmark)
public class Signed {
    String hmacToken = "";
    String ellipticToken = "";
    JWTVerifier verifier;
    JWTVerifier ellipticVerifier;

    @Setup
    public void sign(Door door) {
        hmacToken = JWT.create().withPayload(door.claims.toPayload()).sign(door.hmac);
        ellipticToken = JWT.create().withPayload(door.session.toPayload()).sign(door.elliptic);
        verifier = JWT.require(door.hmac).build();
        ellipticVerifier = JWT.require(door.elliptic).build();
    }
}
