package dev.latchkey.testing;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.TestKeys;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.SessionTokens;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Session tokens that are names of what they say: a signature takes longer than all else that a test of ten thousand histories does. */
final class UnsignedSessionTokens extends SessionTokens {
    private final Map<String, SessionClaims> issued = new HashMap<>();

    UnsignedSessionTokens() {
        super(new TestKeys());
    }

    @Override
    public String sign(SessionClaims claims) {
        String token = "token-" + issued.size();
        issued.put(token, claims);
        return token;
    }

    @Override
    public SessionClaims read(String presented, Instant now) {
        SessionClaims claims = issued.get(presented);
        if (claims == null || claims.isTooOldAt(now)) {
            throw new RefusedException(Reason.TOKEN_EXPIRED, "the session token has expired");
        }
        return claims;
    }
}
