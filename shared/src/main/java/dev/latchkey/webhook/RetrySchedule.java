package dev.latchkey.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a delivery that failed is attempted again: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h later, then daily; last after 3 days. */
final class RetrySchedule {
    /** From the first attempt to the last. */
    static final Duration LONGEST = Duration.ofDays(3);

    private static final Duration DAILY = Duration.ofDays(1);

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    private RetrySchedule() {}

    /**
     * When the next attempt is due; empty when the last one has been made.
     *
     * @param began when the first was due
     * @param failed how many attempts have failed, at least 1
     */
    static Optional<Instant> next(Instant began, int failed, Instant now) {
        Instant last = began.plus(LONGEST);
        if (!now.isBefore(last)) {
            return Optional.empty();
        }
        Instant next = now.plus(failed <= PAUSES.size() ? PAUSES.get(failed - 1) : DAILY);
        return Optional.of(next.isBefore(last) ? next : last);
    }
}
