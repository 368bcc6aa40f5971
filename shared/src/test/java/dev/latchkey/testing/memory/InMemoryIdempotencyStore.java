package dev.latchkey.testing.memory;

import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Remembers first decisions. */
public final class InMemoryIdempotencyStore implements IdempotencyStore {
    private final FirstTimes<Map<String, String>> firstTimes;

    public InMemoryIdempotencyStore(Memory memory) {
        this.firstTimes = memory.decisions;
    }

    @Override
    public Optional<Map<String, String>> find(IdempotencyKey key, Instant now) {
        return firstTimes.find(key, now);
    }

    @Override
    public synchronized Map<String, String> first(IdempotencyKey key, Map<String, String> mine, Instant now) {
        return firstTimes.find(key, now).orElseGet(() -> firstTimes.keep(key, mine, now));
    }

    @Override
    public void keep(IdempotencyKey key, Map<String, String> values, Instant now) {
        firstTimes.keep(key, values, now);
    }
}
