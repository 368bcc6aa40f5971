package dev.latchkey.event;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an event may be about. docs/events.md says what each carries. */
public enum EventType {
    ROOM_CREATED("room"),
    ROOM_UPDATED("room"),
    ROOM_ARCHIVED("room"),
    JOIN_REQUEST_CREATED("join_request"),
    JOIN_REQUEST_APPROVED("join_request"),
    JOIN_REQUEST_DENIED("join_request"),
    JOIN_REQUEST_WITHDRAWN("join_request"),
    JOIN_REQUEST_EXPIRED("join_request"),
    JOIN_REQUEST_ADMITTED("join_request"),
    SESSION_STARTED("session"),
    SESSION_ENDED("session"),
    PEER_JOINED("peer"),
    PEER_UPDATED("peer"),
    PEER_LEFT("peer"),
    BAN_CREATED("ban"),
    BAN_REMOVED("ban"),
    TOKEN_REVOKED("token"),
    COMMAND_SUCCEEDED("command"),
    COMMAND_REFUSED("command"),
    WEBHOOK_DISABLED("webhook");

    private static final Map<String, EventType> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;

    /** @param thing whose change it is: what comes before the dot */
    EventType(String thing) {
        this.wireName = thing + "." + name().substring(thing.length() + 1).toLowerCase(Locale.ROOT);
    }

    /** As events and the filters of webhooks spell it, such as {@code peer.joined}. */
    public String wireName() {
        return wireName;
    }

    public static Optional<EventType> parse(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }
}
