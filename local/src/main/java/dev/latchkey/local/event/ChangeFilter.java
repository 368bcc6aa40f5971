package dev.latchkey.local.event;

import dev.latchkey.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.Machine;

/**
 * Which changes an event source invokes a function for: those that match one of its patterns, which are EventBridge's. Without
 * a pattern it is all.
 */
final class ChangeFilter {
    private static final String RULE = "wanted";

    private final Machine machine = Machine.builder().build();

    /** @throws IllegalArgumentException when one is no pattern */
    ChangeFilter(List<String> patterns) {
        for (String pattern : patterns) {
            try {
                machine.addRule(RULE, pattern);
            } catch (IOException e) {
                throw new IllegalArgumentException("not a pattern of events: " + pattern, e);
            }
        }
    }

    boolean matches(Map<String, Object> change) {
        try {
            return machine.isEmpty()
                    || !machine.rulesForJSONEvent(Json.write(change)).isEmpty();
        } catch (Exception e) {
            throw new IllegalStateException("a change is JSON", e);
        }
    }
}
