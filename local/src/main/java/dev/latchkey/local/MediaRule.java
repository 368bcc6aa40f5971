package dev.latchkey.local;

import dev.latchkey.event.Event;
import dev.latchkey.event.EventType;
import dev.latchkey.json.Json;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Stands in for the rule of template.yaml that puts what media servers have to act on into their queue. */
final class MediaRule implements Consumer<Event> {
    private static final Set<EventType> TYPES = EnumSet.of(
            EventType.PEER_LEFT,
            EventType.PEER_UPDATED,
            EventType.ROOM_UPDATED,
            EventType.SESSION_STARTED,
            EventType.SESSION_ENDED);

    private final MessageQueue events;

    MediaRule(LocalQueues queues) {
        this.events = queues.named("MediaEvents");
    }

    @Override
    public void accept(Event event) {
        if (isWanted(event.type())) {
            events.send(Message.of(Json.write(event.toJson())));
        }
    }

    static boolean isWanted(EventType type) {
        return TYPES.contains(type);
    }
}
