package dev.latchkey.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one call of a webhook ended.
 *
 * @param status of the answer; null where there was none
 * @param fault why there was no answer, such as {@code timed_out}; null where there was one
 */
public record WebhookCall(
        boolean delivered,
        @Nullable Integer status,
        @Nullable String fault,
        Duration took) {

    static WebhookCall read(JsonObject json) {
        return new WebhookCall(
                json.flag("delivered"),
                json.optional("status", json::integer).orElse(null),
                json.optional("fault", json::text).orElse(null),
                Duration.ofMillis(json.number("millis")));
    }
}
