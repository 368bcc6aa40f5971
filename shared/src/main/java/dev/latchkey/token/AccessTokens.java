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

    /** @param beside claims that others read in such a token, and nobody here */
    public String sign(AccessClaims claims, Map<String, Object> beside, SigningAlgorithm algorithm) {
        if (beside.keySet().stream().anyMatch(AccessClaims.MEMBERS::contains)) {
            throw new IllegalArgumentException("a claim of the token's own cannot stand beside it");
        }
        Map<String, Object> payload = new LinkedHashMap<>(claims.toPayload());
        payload.putAll(beside);
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
