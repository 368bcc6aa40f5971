package dev.latchkey.testing.memory;

import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was decided, or made, the first time that a key came. */
final class FirstTimes<T> {
    private final Map<String, Kept<T>> kept = new ConcurrentHashMap<>();

    /** @throws RefusedException idempotency_conflict when the key came with another request before */
    Optional<T> find(IdempotencyKey key, Instant now) {
        Kept<T> first = kept.get(key.hash());
        if (first == null || !now.isBefore(first.until())) {
            return Optional.empty();
        }
        if (!first.requestHash().equals(key.requestHash())) {
            throw new RefusedException(
                    Reason.IDEMPOTENCY_CONFLICT, "this Idempotency-Key came with another request before");
        }
        return Optional.of(first.what());
    }

    T keep(IdempotencyKey key, T what, Instant now) {
        kept.put(key.hash(), new Kept<>(key.requestHash(), what, now.plus(key.kept())));
        return what;
    }

    /** By digest of the key. */
    Map<String, Kept<T>> all() {
        return kept;
    }

    record Kept<T>(String requestHash, T what, Instant until) {}
}
