package dev.latchkey.signing;

/** The JWS algorithms (RFC 7518) that Latchkey signs with. Whatever is not here is never accepted. */
public enum SigningAlgorithm {
    HS256("oct"),
    ES256("EC"),
    RS256("RSA");

    private final String keyType;

    SigningAlgorithm(String keyType) {
        this.keyType = keyType;
    }

    /** The {@code kty} of a key for this algorithm. */
    public String keyType() {
        return keyType;
    }

    /** True where others can verify with a public key, so that the key belongs in the published key set. */
    public boolean isPublic() {
        return this != HS256;
    }
}
