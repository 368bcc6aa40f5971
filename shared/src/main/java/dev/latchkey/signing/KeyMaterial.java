package dev.latchkey.signing;

import com.auth0.jwt.algorithms.Algorithm;
import java.util.Map;

/** The numbers inside a key. Implementations refuse weak ones and cannot be printed. */
sealed interface KeyMaterial permits HmacMaterial, EcMaterial, RsaMaterial {
    SigningAlgorithm algorithm();

    /** What signs and verifies with these numbers. */
    Algorithm jwt();

    /** False for a key of which only the public half is left. */
    boolean canSign();

    /** The same key for verifying; an HMAC key stays as it is, because it has no public half. */
    KeyMaterial withoutPrivateHalf();

    /** The same for the same numbers and only for them. For a key pair its RFC 7638 thumbprint. */
    String fingerprint();

    /** The members of the JWK that anybody may know. Empty for an HMAC key. */
    Map<String, String> publicMembers();

    /** All members of the JWK. */
    Map<String, String> allMembers();
}
