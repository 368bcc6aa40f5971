package dev.latchkey.signing;

import java.util.Optional;

/** The keys as use cases need them: one to sign with and the one that a token names. */
public interface SigningKeys {
    /**
     * The key that signs this kind of token now.
     *
     * @throws dev.latchkey.problem.RefusedException UNAVAILABLE when there is none or no key could ever be read
     */
    SigningKey signing(TokenKind kind, SigningAlgorithm algorithm);

    /**
     * The key with this {@code kid}, which may be unknown here only because it is new: an implementation may look once more
     * where the keys come from before it answers.
     *
     * @throws dev.latchkey.problem.RefusedException UNAVAILABLE when nobody can say at present
     */
    Optional<SigningKey> find(String kid);
}
