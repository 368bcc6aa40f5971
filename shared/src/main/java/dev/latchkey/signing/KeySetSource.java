package dev.latchkey.signing;

/** Where the text of the key set is kept. */
@FunctionalInterface
public interface KeySetSource {
    /** The text for {@link KeySet#parse}, as it stands at this moment. Throws whatever reading it throws. */
    String read();
}
