package dev.latchkey.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has waited, and how that ended.
 *
 * @param name null where nobody said it
 * @param reason {@code private} or {@code locked}: what the room was that had them wait
 * @param expiresAt when nobody could have decided on it any more or, once it was approved, come in by it
 * @param status {@code admitted}, {@code denied}, {@code cancelled} by whoever had asked, or {@code expired}
 * @param by who decided, {@code key:} or {@code peer:} with an id; null when nobody did
 * @param role what was given with the decision; null when nothing was
 * @param message what was said with the decision; null when nothing was
 * @param peerId who the person became inside; null when nobody
 */
public record EndedJoinRequest(
        String requestId,
        @Nullable String name,
        String reason,
        Instant requestedAt,
        Instant expiresAt,
        String status,
        @Nullable String by,
        @Nullable String role,
        @Nullable String message,
        @Nullable String peerId) {

    static EndedJoinRequest read(JsonObject json) {
        return new EndedJoinRequest(
                json.text("requestId"),
                json.optional("name", json::text).orElse(null),
                json.text("reason"),
                json.instant("requestedAt"),
                json.instant("expiresAt"),
                json.text("status"),
                json.optional("by", json::text).orElse(null),
                json.optional("role", json::text).orElse(null),
                json.optional("message", json::text).orElse(null),
                json.optional("peerId", json::text).orElse(null));
    }
}
