package dev.latchkey.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was in a meeting, or is. What nobody said of the person is null.
 *
 * @param meta the text that Metered's API calls so
 * @param metadata any JSON; null for none
 * @param leftAt null while inside
 * @param reason why no longer inside, such as {@code left}, {@code lease} or {@code ejected}; null while inside
 */
public record Participation(
        String peerId,
        String meetingSessionId,
        @Nullable String name,
        @Nullable String email,
        @Nullable String externalUserId,
        @Nullable String meta,
        @Nullable Object metadata,
        String role,
        boolean isAdmin,
        Instant joinedAt,
        @Nullable Instant leftAt,
        @Nullable String reason) {

    static Participation read(JsonObject json) {
        return new Participation(
                json.text("peerId"),
                json.text("meetingSessionId"),
                json.optional("name", json::text).orElse(null),
                json.optional("email", json::text).orElse(null),
                json.optional("externalUserId", json::text).orElse(null),
                json.optional("meta", json::text).orElse(null),
                json.value("metadata"),
                json.text("role"),
                json.flag("isAdmin"),
                json.instant("joinedAt"),
                json.optional("leftAt", json::instant).orElse(null),
                json.optional("reason", json::text).orElse(null));
    }
}
