package dev.latchkey.problem;

/**
 * Why something is not to be, as a value: what a policy answers with.
 *
 * @param detail one sentence for the caller; it never quotes a token, a key or personal data
 */
public record Refusal(Reason reason, String detail) {
    public RefusedException toException() {
        return new RefusedException(reason, detail);
    }
}
