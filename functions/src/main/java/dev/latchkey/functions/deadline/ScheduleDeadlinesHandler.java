package dev.latchkey.functions.deadline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.deadline.DeadlineSchedule;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.telemetry.DeadlineLog;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.json.Json;
import dev.latchkey.retry.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Hears when something is going to be due. The table's stream invokes it with changes; a failure makes all of them come again. A
 * schedule invokes it without any, to have a look at what is due soon or should have been done.
 */
public final class ScheduleDeadlinesHandler implements RequestStreamHandler {
    private final DeadlineSchedule schedule;
    private final DeadlineLog log;

    /** For Lambda. */
    public ScheduleDeadlinesHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ScheduleDeadlinesHandler(Platform platform) {
        this.schedule = new Services(platform).deadlineSchedule();
        this.log = new DeadlineLog(platform.clock());
    }

    @Override
    public void handleRequest(InputStream eventStream, OutputStream answer, Context context) throws IOException {
        Invocation invocation = Invocation.begin(context, "");
        try {
            Map<String, Object> event = Json.readObject(new String(eventStream.readAllBytes(), StandardCharsets.UTF_8));
            String line = Deadline.ofCall(Duration.ofMillis(context.getRemainingTimeInMillis()))
                    .run(() -> schedule(event, context));
            context.getLogger().log(line);
            answer.write("{}".getBytes(StandardCharsets.UTF_8));
        } finally {
            invocation.end();
        }
    }

    private String schedule(Map<String, Object> event, Context context) {
        if (event.get("Records") instanceof List<?> records) {
            return log.ofChanges(context, records.size(), schedule.schedule(changes(records)));
        }
        return log.ofSweep(context, schedule.sweep());
    }

    @SuppressWarnings("unchecked") // what is no record is refused where it is read
    private static List<Map<String, Object>> changes(List<?> records) {
        return (List<Map<String, Object>>) records;
    }
}
