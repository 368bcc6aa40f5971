package dev.latchkey.signing;

/** Says why a key set was refused. The message names a key by its kid or its position and never holds key material. */
public final class InvalidKeySetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidKeySetException(String message) {
        super(message);
    }
}
