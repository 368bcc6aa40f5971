package dev.latchkey.functions.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the messages of each connection within a minute, in the memory of this environment of the function: a flood meets few
 * environments, each of which ends it by itself, and a count in the table would cost every message a write.
 */
final class MessageRate {
    static final int MOST = 600;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_CONNECTIONS = 10_000;

    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST_CONNECTIONS;
        }
    };

    MessageRate(Clock clock) {
        this.clock = clock;
    }

    /** Counts one more. Returns how many that makes within this minute. */
    synchronized int count(String connection) {
        Instant now = clock.instant();
        Count before = counts.get(connection);
        Count count = before == null || !now.isBefore(before.since().plus(WINDOW))
                ? new Count(now, 1)
                : new Count(before.since(), before.messages() + 1);
        counts.put(connection, count);
        return count.messages();
    }

    private record Count(Instant since, int messages) {}
}
