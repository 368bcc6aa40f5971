package dev.latchkey.local;

import dev.latchkey.event.Event;
import dev.latchkey.event.EventType;
import dev.latchkey.json.Json;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import java.util.function.Consumer;

/** Stands in for the rule of template.yaml that puts what those with a live connection are to know into their queue. */
final class LiveRule implements Consumer<Event> {
    private final MessageQueue pushes;

    LiveRule(LocalQueues queues) {
        this.pushes = queues.named("LivePushes");
    }

    @Override
    public void accept(Event event) {
        if (isWanted(event.type())) {
            pushes.send(Message.of(Json.write(event.toJson())));
        }
    }

    static boolean isWanted(EventType type) {
        return switch (type) {
            case ROOM_UPDATED, ROOM_ARCHIVED -> true;
            default ->
                type.wireName().startsWith("join_request.") || type.wireName().startsWith("peer.");
        };
    }
}
