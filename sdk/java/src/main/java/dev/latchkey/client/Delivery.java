package dev.latchkey.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event that a webhook is told.
 *
 * @param state such as "pending", "delivered" or "failed"
 * @param lastAttempt null before the first
 */
public record Delivery(
        String deliveryId,
        String eventId,
        String type,
        Instant happenedAt,
        String state,
        int attempts,
        @Nullable Attempt lastAttempt) {

    /**
     * One call.
     *
     * @param status of the answer; null where there was none
     * @param fault why there was no answer; null where there was one
     */
    public record Attempt(
            @Nullable Integer status, @Nullable String fault, Duration took, Instant at) {

        static Attempt read(JsonObject json) {
            return new Attempt(
                    json.optional("status", json::integer).orElse(null),
                    json.optional("fault", json::text).orElse(null),
                    Duration.ofMillis(json.number("millis")),
                    json.instant("at"));
        }
    }

    static Delivery read(JsonObject json) {
        return new Delivery(
                json.text("deliveryId"),
                json.text("eventId"),
                json.text("type"),
                json.instant("happenedAt"),
                json.text("state"),
                json.integer("attempts"),
                json.optional("lastAttempt", json::object).map(Attempt::read).orElse(null));
    }
}
