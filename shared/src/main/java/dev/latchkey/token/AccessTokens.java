package dev.latchkey.token;

import dev.latchkey.signing.Jwts;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.signing.TokenKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Access tokens as text: signs what {@link AccessClaims} say, and reads it back. */
public final class AccessTokens {
    private final Jwts jwts;

    public AccessTokens(SigningKeys keys) {
        this.jwts = new Jwts(keys);
    }

    public String sign(AccessClaims claims, SigningAlgorithm algorithm) {
        return jwts.sign(TokenKind.ACCESS, algorithm, claims.toPayload());
    }

    /** @param beside what others read in such a token; nothing here does, and what {@link AccessClaims} say it cannot change */
    public String sign(AccessClaims claims, Map<String, Object> beside, SigningAlgorithm algorithm) {
        Map<String, Object> payload = new LinkedHashMap<>(beside);
        payload.putAll(claims.toPayload());
        return jwts.sign(TokenKind.ACCESS, algorithm, payload);
    }

    /**
     * Reads a token that we signed. Its times and its revocation are not weighed here.
     *
     * @throws dev.latchkey.problem.RefusedException token_invalid when it is anything else
     */
    public AccessClaims read(String presented) {
        return AccessClaims.fromPayload(jwts.verify(TokenKind.ACCESS, presented));
    }
}
