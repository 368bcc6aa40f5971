package dev.latchkey.signing;

/** Says why a rotation cannot go on. The message never holds key material. */
public final class RotationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RotationException(String message) {
        super(message);
    }
}
