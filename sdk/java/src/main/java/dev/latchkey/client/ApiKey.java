package dev.latchkey.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of an API key but the key.
 *
 * @param scopes what it is for, such as {@code tokens}; with {@code read-only}, it changes nothing
 * @param room the only room that it reaches; null when it reaches all
 * @param expiresAt from when on it is refused; null for never
 * @param lastUsedDay the last day, in UTC, on which it was used; null while it never was
 */
public record ApiKey(
        String keyId,
        String label,
        List<String> scopes,
        @Nullable String room,
        Instant createdAt,
        @Nullable Instant expiresAt,
        boolean expired,
        @Nullable LocalDate lastUsedDay) {

    static ApiKey read(JsonObject json) {
        return new ApiKey(
                json.text("keyId"),
                json.text("label"),
                json.texts("scopes"),
                json.optional("room", json::text).orElse(null),
                json.instant("createdUnixSec"),
                json.optional("expireUnixSec", json::instant).orElse(null),
                json.flag("expired"),
                json.optional("lastUsedDay", json::date).orElse(null));
    }
}
