package dev.latchkey.meeting;

import java.time.Instant;
import java.util.Objects;

/**
 * When a token was first used in a meeting. The time for which its holder may stay counts from then, however often it is used.
 */
public record FirstEntry(String sessionId, Instant at) {
    public FirstEntry {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(at, "at");
    }
}
