package dev.latchkey.idempotency;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Remembers what a create decided the first time, for creates that keep nothing else. */
public interface IdempotencyStore {
    /**
     * What was decided first under the key; empty when nothing is kept there.
     *
     * @throws dev.latchkey.problem.RefusedException idempotency_conflict when the key came with another request before
     */
    Optional<Map<String, String>> find(IdempotencyKey key, Instant now);

    /**
     * Keeps {@code mine} under the key unless something is kept there already.
     *
     * @throws dev.latchkey.problem.RefusedException idempotency_conflict when the key came with another request before
     * @return what was decided first: {@code mine}, or what an earlier call kept
     */
    Map<String, String> first(IdempotencyKey key, Map<String, String> mine, Instant now);

    /** Keeps those values under the key from now on, whatever is kept there. */
    void keep(IdempotencyKey key, Map<String, String> values, Instant now);
}
