package dev.latchkey.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an access token is to say; {@link Latchkey#createToken} has the service make it, for the app holds no signing key. For 4 hours,
 * unless it says otherwise. Immutable: each method gives another.
 */
public final class AccessToken {
    private static final Duration DEFAULT_TTL = Duration.ofHours(4);

    private final Members members;
    /** Null for one that never expires. */
    private final @Nullable Duration ttl;

    private AccessToken(Members members, @Nullable Duration ttl) {
        this.members = members;
        this.ttl = ttl;
    }

    /** Opens one room. */
    public static AccessToken forRoom(String roomName) {
        return new AccessToken(Members.NONE.with("roomName", roomName), DEFAULT_TTL);
    }

    /** Opens every room of the app. */
    public static AccessToken forEveryRoom() {
        return new AccessToken(Members.NONE.with("globalToken", true), DEFAULT_TTL);
    }

    /** One of {@link Role}, or one's own together with permissions; a guest's without it. */
    public AccessToken role(String role) {
        return with("role", role);
    }

    /** What is to be other than the role says. */
    public AccessToken permissions(PermissionOverlay overlay) {
        return with("permissions", overlay.json());
    }

    public AccessToken name(String name) {
        return with("name", name);
    }

    public AccessToken email(String email) {
        return with("email", email);
    }

    /** The app's own id of the person; a ban goes by it. */
    public AccessToken externalUserId(String id) {
        return with("externalUserId", id);
    }

    /** Any JSON of at most 5 KiB, as maps, lists, strings, numbers and booleans. */
    public AccessToken metadata(Object json) {
        return with("metadata", json);
    }

    /** How many may be inside one room with it at a time. */
    public AccessToken maxPeers(int most) {
        return with("maxPeers", most);
    }

    /** From when on it is valid; to the second. */
    public AccessToken notBefore(Instant instant) {
        return with("notBeforeUnixSec", instant.getEpochSecond());
    }

    /** After how long inside its holder is put out; to the second. */
    public AccessToken ejectAfter(Duration longest) {
        return with("ejectAfterElapsedTimeInSec", longest.toSeconds());
    }

    /**
     * For how long it is valid, from when it is asked for; to the second.
     *
     * @throws IllegalArgumentException for less than a second
     */
    public AccessToken ttl(Duration ttl) {
        if (ttl.toSeconds() < 1) {
            throw new IllegalArgumentException("a token is valid for a second at least");
        }
        return new AccessToken(members, ttl);
    }

    /** Valid until it is revoked. */
    public AccessToken neverExpires() {
        return new AccessToken(members, null);
    }

    private AccessToken with(String name, Object value) {
        return new AccessToken(members.with(name, value), ttl);
    }

    Map<String, @Nullable Object> json(Instant now) {
        if (ttl == null) {
            return members.json();
        }
        return members.with("expireUnixSec", now.getEpochSecond() + ttl.toSeconds())
                .json();
    }
}
