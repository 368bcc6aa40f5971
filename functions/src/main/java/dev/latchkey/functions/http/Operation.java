package dev.latchkey.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.problem.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A call by the operator, who invokes a function without a route: every way it can end is an answer and a log line. */
public final class Operation {
    private Operation() {}

    public static Map<String, Object> answer(Context context, Supplier<Map<String, Object>> work) {
        Invocation invocation = Invocation.begin(context, "");
        try {
            Map<String, Object> done = work.get();
            context.getLogger().log(RequestLog.line(context, invocation, null, null));
            return done;
        } catch (RuntimeException e) {
            RefusedException refusal = Failures.refusal(e);
            context.getLogger().log(RequestLog.line(context, invocation, refusal.reason(), e == refusal ? null : e));
            return problem(refusal);
        } finally {
            invocation.end();
        }
    }

    private static Map<String, Object> problem(RefusedException refusal) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("success", false);
        problem.put("code", refusal.reason().code());
        problem.put("message", refusal.detail());
        return problem;
    }
}
