package dev.latchkey.local;

import dev.latchkey.event.Event;
import dev.latchkey.json.Json;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import java.util.function.Consumer;

/** Stands in for the rule of template.yaml that puts every event into the queue for webhooks. */
final class WebhookRule implements Consumer<Event> {
    private final MessageQueue events;

    WebhookRule(LocalQueues queues) {
        this.events = queues.named("WebhookEvents");
    }

    @Override
    public void accept(Event event) {
        events.send(Message.of(Json.write(event.toJson())));
    }
}
