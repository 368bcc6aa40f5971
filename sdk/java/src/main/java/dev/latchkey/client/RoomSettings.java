package dev.latchkey.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules and settings of a room that is to be made or changed; what is not named stays as it is, or has its default. Those of the door
 * have methods, and {@link #set} takes every other by its name in the API. Immutable: each method gives another.
 */
public final class RoomSettings {
    private static final RoomSettings DEFAULTS = new RoomSettings(Members.NONE);

    private final Members members;

    private RoomSettings(Members members) {
        this.members = members;
    }

    /** Names nothing: to be gone on from. */
    public static RoomSettings defaults() {
        return DEFAULTS;
    }

    /** Of 1 to 64 of {@code [A-Za-z0-9_-]}; a room made without it gets one. It never changes. */
    public RoomSettings roomName(String name) {
        return set("roomName", name);
    }

    public RoomSettings privacy(Privacy privacy) {
        return set("privacy", privacy.wireName());
    }

    /** Whether somebody without a token may ask for entry to a private room. */
    public RoomSettings enableRequestToJoin(boolean value) {
        return set("enableRequestToJoin", value);
    }

    /** Whether everybody but admins has to wait. */
    public RoomSettings roomLocked(boolean value) {
        return set("roomLocked", value);
    }

    /** From when on the room may be entered; to the second. */
    public RoomSettings notBefore(Instant instant) {
        return set("notBeforeUnixSec", instant.getEpochSecond());
    }

    /** From when on it may no longer be entered; to the second. */
    public RoomSettings expiresAt(Instant instant) {
        return set("expireUnixSec", instant.getEpochSecond());
    }

    /** How many may be inside at once. */
    public RoomSettings maxParticipants(int most) {
        return set("maxParticipants", most);
    }

    /** How long each may stay; to the second. */
    public RoomSettings ejectAfter(Duration longest) {
        return set("ejectAfterElapsedTimeInSec", longest.toSeconds());
    }

    /** Any JSON of at most 10 KiB, as maps, lists, strings, numbers and booleans. */
    public RoomSettings metadata(Object json) {
        return set("metadata", json);
    }

    /** A setting by its name in the API. */
    public RoomSettings set(String name, Object value) {
        return new RoomSettings(members.with(name, value));
    }

    /** Takes a setting away by its name in the API, such as a limit. */
    public RoomSettings clear(String name) {
        return new RoomSettings(members.without(name));
    }

    Map<String, @Nullable Object> json() {
        return members.json();
    }
}
