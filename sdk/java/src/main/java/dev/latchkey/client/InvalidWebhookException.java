package dev.latchkey.client;

/** A webhook that is not genuine, or older or newer than five minutes. Answer it 400. */
public final class InvalidWebhookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidWebhookException(String message) {
        super(message);
    }
}
