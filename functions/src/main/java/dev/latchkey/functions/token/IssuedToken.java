package dev.latchkey.functions.token;

/** An access token with the id by which it is revoked. */
public record IssuedToken(String jti, String token) {
    /** It opens a room: it does not print. */
    @Override
    public String toString() {
        return "IssuedToken[" + jti + "]";
    }
}
