package dev.latchkey.signing;

/** Where public keys are published, for {@link PublicKeys} to be read by who may not read the private ones. */
@FunctionalInterface
public interface KeyPublication {
    /** Puts the public halves of these keys in the place of those published before. */
    void publish(KeySet keys);
}
