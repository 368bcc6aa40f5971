package dev.latchkey.local.queue;

import dev.latchkey.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one line that a message leaves in the log when it is given up: its id, and nothing that it holds. */
final class DeadLetterLog {
    private DeadLetterLog() {}

    static String line(String function, QueuedMessage message) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "queue");
        line.put("level", "ERROR");
        line.put("function", function);
        line.put("outcome", "dead_letter");
        line.put("message", message.id());
        line.put("receipts", message.receipts());
        return Json.write(line) + "\n";
    }
}
