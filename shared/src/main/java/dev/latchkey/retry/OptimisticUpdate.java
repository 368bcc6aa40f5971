package dev.latchkey.retry;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A change of something that others may change at the same time. It is written on condition that it is still as it was read;
 * whoever comes second reads it again and goes over what the first one made, for as long as the call has time.
 */
public final class OptimisticUpdate {
    private OptimisticUpdate() {}

    /**
     * Makes the change.
     *
     * @param what it is, for the refusal: "the room"
     * @param read as it was read last
     * @param again reads it anew
     * @param write changes what was read and writes it; empty when another write came in between
     * @throws RefusedException unavailable, when others came first until the deadline
     */
    public static <S, T> T make(String what, S read, Supplier<S> again, Function<S, Optional<T>> write) {
        Backoff backoff = new Backoff(Deadline.current());
        Optional<T> written = write.apply(read);
        while (written.isEmpty()) {
            if (!backoff.pause()) {
                throw new RefusedException(Reason.UNAVAILABLE, what + " is being changed by too many callers at once");
            }
            written = write.apply(again.get());
        }
        return written.get();
    }
}
