package dev.latchkey.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Label and limits of an API key that is to be made or changed; what is not named stays as it is. Immutable: each method gives another. */
public final class ApiKeyLimits {
    private static final ApiKeyLimits UNCHANGED = new ApiKeyLimits(Members.NONE);

    private final Members members;

    private ApiKeyLimits(Members members) {
        this.members = members;
    }

    /** Names nothing: to be gone on from. */
    public static ApiKeyLimits unchanged() {
        return UNCHANGED;
    }

    /** Of what it is for, which a new key must say: {@code rooms}, {@code tokens}, {@code people}, {@code webhooks}, {@code settings}, {@code read-only}. */
    public static ApiKeyLimits scopes(String... scopes) {
        return UNCHANGED.withScopes(scopes);
    }

    public ApiKeyLimits withScopes(String... scopes) {
        return with("scopes", List.of(scopes));
    }

    public ApiKeyLimits label(String text) {
        return with("label", text);
    }

    /** The only room that it reaches. */
    public ApiKeyLimits room(String roomName) {
        return with("room", roomName);
    }

    public ApiKeyLimits everyRoom() {
        return new ApiKeyLimits(members.without("room"));
    }

    /** From when on it is refused, in whole seconds. */
    public ApiKeyLimits expiresAt(Instant instant) {
        return with("expireUnixSec", instant.getEpochSecond());
    }

    public ApiKeyLimits neverExpires() {
        return new ApiKeyLimits(members.without("expireUnixSec"));
    }

    private ApiKeyLimits with(String name, Object value) {
        return new ApiKeyLimits(members.with(name, value));
    }

    Map<String, @Nullable Object> json() {
        return members.json();
    }
}
