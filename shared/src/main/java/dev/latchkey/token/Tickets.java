package dev.latchkey.token;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.Jwts;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.signing.TokenKind;
import java.time.Instant;

/** Join tickets as text: signs what {@link TicketClaims} say, and reads it back. */
public final class Tickets {
    private final Jwts jwts;

    public Tickets(SigningKeys keys) {
        this.jwts = new Jwts(keys);
    }

    public String sign(TicketClaims claims) {
        return jwts.sign(TokenKind.TICKET, SigningAlgorithm.HS256, claims.toPayload());
    }

    /**
     * Reads a ticket that is good at {@code now}.
     *
     * @throws RefusedException token_invalid, or join_request_expired
     */
    public TicketClaims read(String presented, Instant now) {
        TicketClaims claims = TicketClaims.fromPayload(jwts.verify(TokenKind.TICKET, presented));
        if (claims.isExpiredAt(now)) {
            throw new RefusedException(Reason.JOIN_REQUEST_EXPIRED, "the join request has expired");
        }
        return claims;
    }
}
