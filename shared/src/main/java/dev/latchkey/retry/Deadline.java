package dev.latchkey.retry;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which a call must have its answer. Lambda ends an invocation whose time is up, and whoever made it is not told
 * why; so everything that waits asks here for how long it still may, and gives up in time for an answer that says so.
 *
 * <p>There is one per call, which the thread that answers it finds in {@link #current}: a wait is many layers below the call,
 * and none of those between is about time. Work that is handed to another thread takes it along by {@link #run}. It is real
 * time, as Lambda's is, also where a test moves the clock.
 */
public final class Deadline {
    /** What is left of a call's time when its waiting ends: enough to write an answer and a log line. */
    static final Duration RESERVE = Duration.ofMillis(500);

    /** For work that belongs to no call, such as what is read in the background. */
    static final Duration UNATTENDED = Duration.ofSeconds(6);

    private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

    private final long nanos;

    private Deadline(Duration left) {
        this.nanos = System.nanoTime() + left.toNanos();
    }

    /** The deadline of a call that is ended, without an answer, after {@code remaining}. */
    public static Deadline ofCall(Duration remaining) {
        return new Deadline(remaining.minus(RESERVE));
    }

    /** That of the call that this thread answers; six seconds from now for a thread that answers none. */
    public static Deadline current() {
        Deadline current = CURRENT.get();
        return current == null ? new Deadline(UNATTENDED) : current;
    }

    /** An earlier one, half of the time from now: for what a call can do without, so that it still can. */
    public Deadline half() {
        return new Deadline(left().dividedBy(2));
    }

    /** Does the work under this deadline, on the thread that calls. */
    public <T extends @Nullable Object> T run(Supplier<T> work) {
        Deadline before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** How long one may still wait. Zero from the deadline on. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean isPassed() {
        return left().isZero();
    }
}
