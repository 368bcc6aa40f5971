package dev.latchkey.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a valid access token says.
 *
 * @param app the app's name
 * @param subject the external user id, or an id made up for the token
 * @param jti names the token however its text is spelled
 * @param expiresAt null where it never expires
 * @param roomName null where it opens every room of the app
 * @param metadata any JSON; null for none
 */
public record TokenPayload(
        String app,
        String subject,
        String jti,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable String roomName,
        @Nullable String name,
        @Nullable String email,
        @Nullable String externalUserId,
        String role,
        Permissions permissions,
        @Nullable Object metadata) {

    static TokenPayload read(JsonObject json) {
        JsonObject data = json.object("data");
        return new TokenPayload(
                json.text("aud"),
                json.text("sub"),
                json.text("jti"),
                json.instant("iat"),
                json.optional("exp", json::instant).orElse(null),
                data.optional("roomName", data::text).orElse(null),
                data.optional("name", data::text).orElse(null),
                data.optional("email", data::text).orElse(null),
                data.optional("externalUserId", data::text).orElse(null),
                data.text("role"),
                Permissions.read(data.object("permissions")),
                data.value("metadata"));
    }
}
