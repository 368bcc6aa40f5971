package dev.latchkey.testing.memory;

import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.joinrequest.SourceAddress;
import dev.latchkey.room.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts attempts. */
public final class InMemoryJoinAttemptLimit implements JoinAttemptLimit {
    private final Map<Window, Integer> counts;
    private final int most;

    public InMemoryJoinAttemptLimit(int most) {
        this(new ConcurrentHashMap<>(), most);
    }

    private InMemoryJoinAttemptLimit(Map<Window, Integer> counts, int most) {
        this.counts = counts;
        this.most = most;
    }

    @Override
    public JoinAttemptLimit atMost(int lower) {
        return new InMemoryJoinAttemptLimit(counts, Math.min(lower, most));
    }

    @Override
    public Duration count(Room room, SourceAddress address, Instant now) {
        long number = now.getEpochSecond() / WINDOW.toSeconds();
        Instant end = Instant.ofEpochSecond((number + 1) * WINDOW.toSeconds());
        int attempt = counts.merge(new Window(room.id(), address.network(), number), 1, Integer::sum);
        return attempt <= most ? Duration.ZERO : Duration.between(now, end);
    }

    /** One room, one address, one minute. */
    private record Window(String roomId, String network, long number) {
        /** An address is personal: it does not print. */
        @Override
        public String toString() {
            return "Window[" + number + "]";
        }
    }
}
