package dev.latchkey.functions.telemetry;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param refused why it was refused; null when it was not
 * @param failure what broke; null unless the refusal is an outage or a defect
 */
public record Ending(@Nullable Reason refused, @Nullable RuntimeException failure) {
    public static final Ending DONE = new Ending(null, null);

    /** A call that was ended by what was thrown: a refusal, or something that broke. */
    public static Ending by(RuntimeException thrown) {
        return thrown instanceof RefusedException refused ? new Ending(refused.reason(), null) : broken(thrown);
    }

    /** A call in which something broke that is not to happen, a refusal too. */
    public static Ending broken(RuntimeException failure) {
        return new Ending(Failures.refusal(failure).reason(), failure);
    }
}
