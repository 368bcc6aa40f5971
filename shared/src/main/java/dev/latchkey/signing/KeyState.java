package dev.latchkey.signing;

/** Where a key is in its life. In every state it verifies. */
public enum KeyState {
    /** Published and not signing yet, so that whoever caches public keys knows it before the first token. */
    NEXT("next"),
    SIGNING("signing"),
    /** Signs no more (see {@link KeySet#signing} for its last minutes). */
    VERIFYING("verifying");

    private final String label;

    KeyState(String label) {
        this.label = label;
    }

    /** The spelling of this state in a stored key. */
    public String label() {
        return label;
    }
}
