package dev.latchkey.local;

/** Why Latchkey does not start, as one sentence for whoever typed the command. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String sentence) {
        super(sentence);
    }
}
