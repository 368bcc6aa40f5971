package dev.latchkey.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A meeting that was held or is.
 *
 * @param endedAt null while it goes on
 */
public record Session(
        String meetingSessionId,
        String roomId,
        Instant startedAt,
        @Nullable Instant endedAt) {
    static Session read(JsonObject json) {
        return new Session(
                json.text("meetingSessionId"),
                json.text("roomId"),
                json.instant("startedAt"),
                json.optional("endedAt", json::instant).orElse(null));
    }
}
