package dev.latchkey.webhook;

import dev.latchkey.event.EventType;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A room's own setting that names an address to be told of one type of event (Metered's fields). */
public enum RoomWebhook {
    JOIN("meetingJoinWebhook", EventType.PEER_JOINED),
    LEFT("meetingLeftWebhook", EventType.PEER_LEFT),
    STARTED("meetingStartedWebhook", EventType.SESSION_STARTED),
    ENDED("meetingEndedWebhook", EventType.SESSION_ENDED);

    private final String field;
    private final EventType type;

    RoomWebhook(String field, EventType type) {
        this.field = field;
        this.type = type;
    }

    /** The setting's name. */
    public String field() {
        return field;
    }

    /** The field that is about such events; empty when none is. */
    static Optional<RoomWebhook> about(EventType type) {
        return Arrays.stream(values()).filter(field -> field.type == type).findFirst();
    }

    static Set<EventType> types() {
        return Arrays.stream(values()).map(field -> field.type).collect(Collectors.toSet());
    }
}
