package dev.latchkey.token;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.Jwts;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.signing.TokenKind;
import java.time.Instant;
import java.util.Map;

/** Session tokens as text: signs what {@link SessionClaims} say, with a key whose public half media servers know, and reads it back. */
public class SessionTokens {
    private final Jwts jwts;

    public SessionTokens(SigningKeys keys) {
        this.jwts = new Jwts(keys);
    }

    public String sign(SessionClaims claims) {
        return sign(claims.toPayload());
    }

    /** The same, and the token says where it stands whether it is void. That is for others: our own calls ask the peer. */
    public String sign(SessionClaims claims, StatusReference status) {
        Map<String, Object> payload = claims.toPayload();
        payload.put("status", status.toJson());
        return sign(payload);
    }

    private String sign(Map<String, Object> payload) {
        return jwts.sign(TokenKind.SESSION, SigningAlgorithm.ES256, payload);
    }

    /**
     * Reads a session token that our own calls believe at {@code now}, as far as the token itself can tell.
     *
     * @throws RefusedException token_invalid or token_expired
     */
    public SessionClaims read(String presented, Instant now) {
        SessionClaims claims = SessionClaims.fromPayload(jwts.verify(TokenKind.SESSION, presented));
        if (claims.isTooOldAt(now)) {
            throw new RefusedException(Reason.TOKEN_EXPIRED, "the session token has expired");
        }
        return claims;
    }
}
