package dev.latchkey.functions.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.json.Json;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one line that a batch of changes, or a sweep, leaves in the log of who schedules deadlines. */
public final class DeadlineLog {
    private final Clock clock;

    public DeadlineLog(Clock clock) {
        this.clock = clock;
    }

    /** @param unread how many of the changes could not be read */
    public String ofChanges(Context context, int changes, int unread) {
        Map<String, Object> line = begun(context, unread == 0 ? "INFO" : "ERROR");
        line.put("changes", changes);
        return ended(line, "DeadlinesUnread", unread);
    }

    /** @param due how much was found that is due soon or should have been done */
    public String ofSweep(Context context, int due) {
        return ended(begun(context, "INFO"), "DeadlinesSwept", due);
    }

    private static Map<String, Object> begun(Context context, String level) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "deadlines");
        line.put("level", level);
        line.put("function", context.getFunctionName());
        Invocation.current().writeIds(line);
        return line;
    }

    private String ended(Map<String, Object> line, String metric, int value) {
        Metrics metrics = new Metrics();
        metrics.count(metric, value);
        metrics.writeInto(line, clock.instant());
        return Json.write(line) + "\n";
    }
}
