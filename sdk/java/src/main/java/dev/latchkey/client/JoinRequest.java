package dev.latchkey.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits.
 *
 * @param name null where nobody said it
 * @param reason {@code private} or {@code locked}: what the room is that has them wait
 * @param expiresAt when nobody can decide on it any more
 */
public record JoinRequest(
        String requestId, @Nullable String name, String reason, Instant requestedAt, Instant expiresAt) {

    static JoinRequest read(JsonObject json) {
        return new JoinRequest(
                json.text("requestId"),
                json.optional("name", json::text).orElse(null),
                json.text("reason"),
                json.instant("requestedAt"),
                json.instant("expiresAt"));
    }
}
