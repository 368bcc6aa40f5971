package dev.latchkey.problem;

import java.time.Duration;

/**
 * Why something is not to be, as a value: what a policy answers with.
 *
 * @param detail one sentence for the caller; it never quotes a token, a key or personal data
 * @param retryAfter after how long the same may fare better; zero when that is not known
 */
public record Refusal(Reason reason, String detail, Duration retryAfter) {
    /** Also of what is another app's, or archived: nobody learns what there is elsewhere. */
    public static final Refusal NO_SUCH_ROOM = new Refusal(Reason.ROOM_NOT_FOUND, "there is no such room");

    public Refusal(Reason reason, String detail) {
        this(reason, detail, Duration.ZERO);
    }

    /** Throws it. */
    @SuppressWarnings("DoNotCallSuggester") // for Optional.ifPresent: what a policy answers with is mostly no refusal
    public void raise() {
        throw toException();
    }

    public RefusedException toException() {
        return new RefusedException(reason, detail, retryAfter);
    }
}
