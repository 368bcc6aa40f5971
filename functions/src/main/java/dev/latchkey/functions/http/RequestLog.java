package dev.latchkey.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one line that a request leaves in the log. It holds ids, the route's pattern, the reason and the time: never a path, a
 * query, a header, a body or an exception's message, any of which may hold a key, a token, a name or an address.
 */
final class RequestLog {
    private RequestLog() {}

    static String line(Class<?> function, Request request, Context context, Outcome outcome, long startNanos) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("level", outcome.failure() == null ? "INFO" : "ERROR");
        line.put("function", function.getSimpleName());
        line.put("requestId", request.id());
        line.put("lambdaRequestId", context.getAwsRequestId());
        line.put("route", request.route());
        line.put("status", outcome.response().status());
        if (outcome.refused() != null) {
            line.put("reason", outcome.refused().code());
        }
        line.put("micros", (System.nanoTime() - startNanos) / 1000);
        return write(line, outcome.failure());
    }

    /** The line of a call that did not come by HTTP. */
    static String line(
            Class<?> function, Context context, @Nullable Reason refused, @Nullable RuntimeException failure) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("level", failure == null ? "INFO" : "ERROR");
        line.put("function", function.getSimpleName());
        line.put("lambdaRequestId", context.getAwsRequestId());
        if (refused != null) {
            line.put("reason", refused.code());
        }
        return write(line, failure);
    }

    private static String write(Map<String, Object> line, @Nullable RuntimeException failure) {
        if (failure != null) {
            line.put("failure", failure.getClass().getName());
            line.put("at", place(failure));
        }
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
