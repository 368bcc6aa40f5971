package dev.latchkey.deployed;

import org.jspecify.annotations.Nullable;

/**
 * How an event ended.
 *
 * @param ending what the runtime client said, or that it will say nothing any more
 * @param body the answer, or Lambda's JSON of an error ({@code errorMessage}, {@code errorType}, {@code stackTrace})
 * @param errorType what the runtime client blames, such as {@code Runtime.UserException}; null when nothing went wrong
 * @param nanos from the event's departure to this; 0 when the event never departed
 */
public record Reply(Ending ending, String body, @Nullable String errorType, long nanos) {
    public enum Ending {
        ANSWERED,
        FAILED,
        /** The handler could not be made; the environment ends. */
        NOT_INITIALISED,
        /** The process ended without a word. */
        EXITED
    }
}
