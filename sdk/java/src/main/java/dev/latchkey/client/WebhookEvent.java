package dev.latchkey.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened, as a webhook tells it.
 *
 * @param id the same each time that it is told: whoever keeps the ids notices a repetition
 * @param roomName null for what happened to the app
 * @param data what docs/events.md says of the type
 */
public record WebhookEvent(
        String id,
        String type,
        Instant timestamp,
        String app,
        @Nullable String roomName,
        Map<String, @Nullable Object> data) {

    static WebhookEvent read(JsonObject json) {
        return new WebhookEvent(
                json.text("id"),
                json.text("type"),
                json.timestamp("timestamp"),
                json.text("app"),
                json.optional("roomName", json::text).orElse(null),
                json.object("data").members());
    }
}
