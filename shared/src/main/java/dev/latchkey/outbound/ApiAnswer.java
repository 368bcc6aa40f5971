package dev.latchkey.outbound;

import org.jspecify.annotations.Nullable;

/**
 * What an API answered.
 *
 * @param status 0 when there was no answer
 * @param fault why there was none; null when there was one
 * @param body as text; empty when there was no answer
 */
public record ApiAnswer(int status, CallResult.@Nullable Fault fault, String body) {
    /** Whether it was done: answered with 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** It may carry names: it does not print. */
    @Override
    public String toString() {
        return "ApiAnswer[" + status + ", " + fault + "]";
    }
}
