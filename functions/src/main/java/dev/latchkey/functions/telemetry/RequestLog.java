package dev.latchkey.functions.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one line that a request leaves in the log. It holds ids, the route's pattern, the reason and the time: never a path, a
 * query, a header, a body or an exception's message, any of which may hold a key, a token, a name or an address.
 */
public final class RequestLog {
    private static final String FUNCTION = "function";
    private static final String VERSION = "version";

    private RequestLog() {}

    /** @param startNanos when the call began, by {@link System#nanoTime} */
    public static String ofHttp(
            Context context, Invocation invocation, String route, int status, Ending ending, long startNanos) {
        Map<String, Object> line = begun(context, invocation, ending);
        line.put("route", route);
        line.put("status", status);
        putReason(line, ending);
        line.put("micros", (System.nanoTime() - startNanos) / 1000);
        return ended(line, invocation, ending);
    }

    /** The line of a call that did not come by HTTP; see {@link #ofHttp}. */
    public static String ofOperator(Context context, Invocation invocation, Ending ending) {
        Map<String, Object> line = begun(context, invocation, ending);
        putReason(line, ending);
        return ended(line, invocation, ending);
    }

    /**
     * The line of a call with messages of a queue; see {@link #ofHttp}.
     *
     * @param failed how many of them are to come again
     * @param ending as of the last of those
     */
    public static String ofMessages(Context context, Invocation invocation, int messages, int failed, Ending ending) {
        Map<String, Object> line = begun(context, invocation, ending);
        line.put("messages", messages);
        line.put("failedMessages", failed);
        return ended(line, invocation, ending);
    }

    private static void putReason(Map<String, Object> line, Ending ending) {
        Reason refused = ending.refused();
        if (refused != null) {
            line.put("reason", refused.code());
        }
    }

    private static Map<String, Object> begun(Context context, Invocation invocation, Ending ending) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "request");
        line.put("level", ending.failure() == null ? "INFO" : "ERROR");
        line.put(FUNCTION, context.getFunctionName());
        line.put(VERSION, context.getFunctionVersion());
        invocation.writeIds(line);
        return line;
    }

    private static String ended(Map<String, Object> line, Invocation invocation, Ending ending) {
        Reason refused = ending.refused();
        RuntimeException failure = ending.failure();
        if (failure != null) {
            line.put("failure", failure.getClass().getName());
            line.put("at", place(failure));
        }
        Metrics metrics = new Metrics();
        if (invocation.isFirst()) {
            metrics.count("ColdStarts", List.of(List.of(FUNCTION)));
        }
        if (refused != null && refused.isFault()) {
            // By version too, so that a deployment is judged by the version that it brings.
            metrics.count("Faults", List.of(List.of(FUNCTION), List.of(FUNCTION, VERSION)));
        }
        metrics.writeInto(line, Instant.now());
        return Json.write(line) + "\n";
    }

    /** Where in our own code it broke. */
    private static String place(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.latchkey.")) {
                return frame.toString();
            }
        }
        return failure.getStackTrace().length == 0 ? "unknown" : failure.getStackTrace()[0].toString();
    }
}
