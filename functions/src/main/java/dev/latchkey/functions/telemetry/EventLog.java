package dev.latchkey.functions.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.json.Json;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one line that a batch of changes leaves in the log: how many events were made of it. */
public final class EventLog {
    private final Clock clock;

    public EventLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param published how many events went out
     * @param parked how many changes could not be told, or wait behind one that could not
     */
    public String line(Context context, int published, int parked) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "events");
        line.put("level", parked == 0 ? "INFO" : "ERROR");
        line.put("function", context.getFunctionName());
        Invocation.current().writeIds(line);
        Metrics metrics = new Metrics();
        metrics.count("EventsPublished", published);
        metrics.count("ChangesParked", parked);
        metrics.writeInto(line, clock.instant());
        return Json.write(line) + "\n";
    }
}
