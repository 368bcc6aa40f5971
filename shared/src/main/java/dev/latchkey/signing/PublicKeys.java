package dev.latchkey.signing;

/** The public keys as the world may have them. Who only hands them out needs no private key for that. */
public interface PublicKeys {
    /**
     * The JWK Set (RFC 7517) of that kind's keys: public halves only, the keys that will sign next among them. A kind that only
     * we verify has none in it.
     *
     * @throws dev.latchkey.problem.RefusedException UNAVAILABLE when there is none yet or nobody can say at present
     */
    String publicJwks(TokenKind kind);
}
