package dev.latchkey.signing;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * A token as java-jwt's algorithms take it: the bytes that were signed and the signature. What it claims has been read by the
 * gate already, and java-jwt's own reader of claims, which is Jackson's data binding, is never started.
 */
final class SignedParts implements DecodedJWT {
    private final String token;
    private final String kid;
    private final int first;
    private final int second;

    SignedParts(UnverifiedToken token) {
        this.token = token.compact();
        this.kid = token.kid();
        this.first = this.token.indexOf('.');
        this.second = this.token.indexOf('.', first + 1);
    }

    @Override
    public String getToken() {
        return token;
    }

    @Override
    public String getHeader() {
        return token.substring(0, first);
    }

    @Override
    public String getPayload() {
        return token.substring(first + 1, second);
    }

    @Override
    public String getSignature() {
        return token.substring(second + 1);
    }

    @Override
    public String getAlgorithm() {
        throw unread();
    }

    @Override
    public String getType() {
        throw unread();
    }

    @Override
    public String getContentType() {
        throw unread();
    }

    @Override
    public String getKeyId() {
        return kid;
    }

    @Override
    public Claim getHeaderClaim(String name) {
        throw unread();
    }

    @Override
    public String getIssuer() {
        throw unread();
    }

    @Override
    public String getSubject() {
        throw unread();
    }

    @Override
    public List<String> getAudience() {
        throw unread();
    }

    @Override
    public Date getExpiresAt() {
        throw unread();
    }

    @Override
    public Date getNotBefore() {
        throw unread();
    }

    @Override
    public Date getIssuedAt() {
        throw unread();
    }

    @Override
    public String getId() {
        throw unread();
    }

    @Override
    public Claim getClaim(String name) {
        throw unread();
    }

    @Override
    public Map<String, Claim> getClaims() {
        throw unread();
    }

    private static UnsupportedOperationException unread() {
        return new UnsupportedOperationException("an algorithm reads what was signed, not what it says");
    }

    @Override
    public String toString() {
        return "SignedParts(redacted)";
    }
}
