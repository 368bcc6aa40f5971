package dev.latchkey.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.functions.telemetry.Metrics;
import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one line that a request leaves in the log. It holds ids, the route's pattern, the reason and the time: never a path, a
 * query, a header, a body or an exception's message, any of which may hold a key, a token, a name or an address.
 */
final class RequestLog {
    private static final String FUNCTION = "function";
    private static final String VERSION = "version";

    /** What answers with such a status or a higher one has failed, not refused. */
    private static final int FAULT = 500;

    private RequestLog() {}

    static String line(Request request, Context context, Invocation invocation, Outcome outcome, long startNanos) {
        int status = outcome.response().status();
        Map<String, Object> line = begun(context, invocation, outcome.failure());
        line.put("route", request.route());
        line.put("status", status);
        if (outcome.refused() != null) {
            line.put("reason", outcome.refused().code());
        }
        line.put("micros", (System.nanoTime() - startNanos) / 1000);
        return ended(line, invocation, outcome.failure(), status >= FAULT);
    }

    /** The line of a call that did not come by HTTP. */
    static String line(
            Context context, Invocation invocation, @Nullable Reason refused, @Nullable RuntimeException failure) {
        Map<String, Object> line = begun(context, invocation, failure);
        if (refused != null) {
            line.put("reason", refused.code());
        }
        return ended(line, invocation, failure, refused != null && Problems.status(refused) >= FAULT);
    }

    private static Map<String, Object> begun(
            Context context, Invocation invocation, @Nullable RuntimeException failure) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "request");
        line.put("level", failure == null ? "INFO" : "ERROR");
        line.put(FUNCTION, context.getFunctionName());
        line.put(VERSION, context.getFunctionVersion());
        invocation.writeIds(line);
        return line;
    }

    private static String ended(
            Map<String, Object> line, Invocation invocation, @Nullable RuntimeException failure, boolean fault) {
        if (failure != null) {
            line.put("failure", failure.getClass().getName());
            line.put("at", place(failure));
        }
        Metrics metrics = new Metrics();
        if (invocation.isFirst()) {
            metrics.count("ColdStarts", List.of(List.of(FUNCTION)));
        }
        if (fault) {
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
