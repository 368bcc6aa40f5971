package dev.latchkey.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** EventBridge with the stack's one rule: every event goes into the queue for webhooks. */
final class SimulatedBus {
    private final SimulatedQueues queues;
    private final Map<String, Map<String, Object>> events = new TreeMap<>();

    SimulatedBus(SimulatedQueues queues) {
        this.queues = queues;
    }

    /** The answer to PutEvents. */
    synchronized Map<String, Object> put(List<Map<String, Object>> entries, StormyAws.Entries failing) {
        List<Object> results = new ArrayList<>();
        int failed = 0;
        for (Map<String, Object> entry : entries) {
            if (failing.fails(entry)) {
                failed++;
                results.add(Map.of("ErrorCode", "InternalFailure", "ErrorMessage", "it storms"));
            } else {
                take(String.valueOf(entry.get("Detail")));
                results.add(Map.of("EventId", "id-" + results.size()));
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("FailedEntryCount", failed);
        answer.put("Entries", results);
        return answer;
    }

    private void take(String detail) {
        Map<String, Object> event = Json.readObject(detail);
        Map<String, Object> before = events.put(String.valueOf(event.get("id")), event);
        if (before != null) {
            assertThat(event).isEqualTo(before);
        }
        queues.send("WebhookEvents", detail, 0);
    }

    /** What was told, each event once. */
    Map<String, Map<String, Object>> events() {
        return events;
    }
}
