package dev.latchkey.local;

import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stands in for the rule of template.yaml that puts what comes from {@code latchkey.commands.<app>} into a queue. */
final class CommandRule {
    /** Its name in template.yaml. */
    static final String QUEUE = "BusCommands";

    private final MessageQueue commands;

    CommandRule(LocalQueues queues) {
        this.commands = queues.named(QUEUE);
    }

    /** @param app whose the command is, as somebody has proved */
    void put(AppName app, Map<String, Object> command) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("source", "latchkey.commands." + app);
        event.put("detail-type", "command");
        event.put("detail", command);
        commands.send(Message.of(Json.write(event)));
    }
}
