package dev.latchkey.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told of events.
 *
 * @param url null for the webhook {@code rooms}, which stands for the rooms' own fields
 * @param types of the events that are wanted; all when empty
 * @param rooms whose events are wanted; all, and those of no room, when empty
 * @param signature {@code standard}; {@code huddle01} has Huddle01's beside it
 * @param switchedOff why the service switched it off, {@code gone} or {@code failing}; null where it did not
 */
public record Webhook(
        String webhookId,
        @Nullable String url,
        List<String> types,
        List<String> rooms,
        String description,
        String signature,
        boolean enabled,
        @Nullable String switchedOff,
        Instant createdAt) {

    static Webhook read(JsonObject json) {
        return new Webhook(
                json.text("webhookId"),
                json.optional("url", json::text).orElse(null),
                json.texts("types"),
                json.texts("rooms"),
                json.text("description"),
                json.text("signature"),
                json.flag("enabled"),
                json.optional("switchedOff", json::text).orElse(null),
                json.instant("createdAt"));
    }
}
