package dev.latchkey.problem;

/**
 * Why something is not to be, as a value: what a policy answers with.
 *
 * @param detail one sentence for the caller; it never quotes a token, a key or personal data
 */
public record Refusal(Reason reason, String detail) {
    /** Also of what is another app's, or archived: nobody learns what there is elsewhere. */
    public static final Refusal NO_SUCH_ROOM = new Refusal(Reason.ROOM_NOT_FOUND, "there is no such room");

    /** Throws it. */
    @SuppressWarnings("DoNotCallSuggester") // for Optional.ifPresent: what a policy answers with is mostly no refusal
    public void raise() {
        throw toException();
    }

    public RefusedException toException() {
        return new RefusedException(reason, detail);
    }
}
