package dev.latchkey.claims;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.token.Jwts;
import dev.latchkey.token.SigningAlgorithm;
import dev.latchkey.token.SigningKeys;
import dev.latchkey.token.TokenKind;
import java.time.Instant;

/** Session tokens as text: signs what {@link SessionClaims} say, with a key whose public half media servers know, and reads it back. */
public final class SessionTokens {
    private final Jwts jwts;

    public SessionTokens(SigningKeys keys) {
        this.jwts = new Jwts(keys);
    }

    public String sign(SessionClaims claims) {
        return jwts.sign(TokenKind.SESSION, SigningAlgorithm.ES256, claims.toPayload());
    }

    /**
     * Reads a session token that is good at {@code now}, as far as the token itself can tell.
     *
     * @throws RefusedException token_invalid or token_expired
     */
    public SessionClaims read(String presented, Instant now) {
        SessionClaims claims = SessionClaims.fromPayload(jwts.verify(TokenKind.SESSION, presented));
        if (claims.isExpiredAt(now)) {
            throw new RefusedException(Reason.TOKEN_EXPIRED, "the session token has expired");
        }
        return claims;
    }
}
