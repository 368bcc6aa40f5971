package dev.latchkey.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody inside. What nobody said of the person is null.
 *
 * @param peerId the {@code participantSessionId} of the admission
 * @param meta the text that Metered's API calls so
 * @param metadata any JSON; null for none
 * @param ejectAt when the stay is over; null where it has no end
 */
public record Peer(
        String peerId,
        String meetingSessionId,
        @Nullable String name,
        @Nullable String email,
        @Nullable String externalUserId,
        @Nullable String meta,
        @Nullable Object metadata,
        String role,
        boolean isAdmin,
        Permissions permissions,
        Instant joinedAt,
        @Nullable Instant ejectAt) {

    static Peer read(JsonObject json) {
        return new Peer(
                json.text("peerId"),
                json.text("meetingSessionId"),
                json.optional("name", json::text).orElse(null),
                json.optional("email", json::text).orElse(null),
                json.optional("externalUserId", json::text).orElse(null),
                json.optional("meta", json::text).orElse(null),
                json.value("metadata"),
                json.text("role"),
                json.flag("isAdmin"),
                Permissions.read(json.object("permissions")),
                json.instant("joinedAt"),
                json.optional("ejectAt", json::instant).orElse(null));
    }
}
