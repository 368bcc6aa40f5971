package dev.latchkey.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user who may not come back.
 *
 * @param externalUserId null when the user has been erased; the ban holds
 * @param rank of who made it: {@code host}, {@code coHost} or {@code admin}
 */
public record Ban(@Nullable String externalUserId, Instant bannedAt, String rank) {
    static Ban read(JsonObject json) {
        return new Ban(
                json.optional("externalUserId", json::text).orElse(null), json.instant("bannedAt"), json.text("rank"));
    }
}
