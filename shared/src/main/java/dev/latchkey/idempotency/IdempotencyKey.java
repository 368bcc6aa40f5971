package dev.latchkey.idempotency;

import java.time.Duration;

/**
 * Makes a create happen once: what a caller sends as {@code Idempotency-Key}, tied to its app and operation.
 *
 * @param hash SHA-256 of app, operation and the caller's key: never the caller's text
 * @param requestHash SHA-256 of the request that came with it; another request under the same key is a conflict
 * @param kept how long a repeat is recognised
 */
public record IdempotencyKey(String hash, String requestHash, Duration kept) {
    /** How long a repeat of a call over HTTP is recognised. */
    public static final Duration KEPT = Duration.ofHours(24);

    /** That of a call over HTTP. */
    public IdempotencyKey(String hash, String requestHash) {
        this(hash, requestHash, KEPT);
    }
}
