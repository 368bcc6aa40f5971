package dev.latchkey.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was read within the last second, so that one function reads it once for all of a crowd who come by then. */
final class Recently<K, V> {
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** More are not busy at once; each is read again if they are. */
    private static final int MOST = 100;

    private final Clock clock;
    private final Map<K, Read<V>> kept = new ConcurrentHashMap<>();

    Recently(Clock clock) {
        this.clock = clock;
    }

    Optional<V> find(K key) {
        Read<V> read = kept.get(key);
        return read != null && read.isFreshAt(clock.instant()) ? Optional.of(read.value) : Optional.empty();
    }

    /** @param at when it began to be read */
    void keep(K key, V value, Instant at) {
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(key, new Read<>(value, at));
    }

    Instant now() {
        return clock.instant();
    }

    private record Read<V>(V value, Instant at) {
        /** A clock that was set back tells nothing. */
        boolean isFreshAt(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(FRESH));
        }
    }
}
