package dev.latchkey.json;

/** A text that is not the JSON it should be. The message says where, and never quotes the text. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JsonException(String message) {
        super(message);
    }
}
