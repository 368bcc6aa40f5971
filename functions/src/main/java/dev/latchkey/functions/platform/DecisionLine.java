package dev.latchkey.functions.platform;

import dev.latchkey.access.Decision;
import dev.latchkey.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A decision on access as one line of JSON. {@code "log":"decision"} tells it from the other lines of a function. */
public final class DecisionLine {
    private DecisionLine() {}

    public static String of(Decision decision, Instant now) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "decision");
        line.put("time", now.toString());
        line.putAll(decision.members());
        return Json.write(line);
    }
}
