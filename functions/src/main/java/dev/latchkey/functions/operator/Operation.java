package dev.latchkey.functions.operator;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.functions.telemetry.Ending;
import dev.latchkey.functions.telemetry.Failures;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.functions.telemetry.RequestLog;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.Deadline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A call by the operator, who invokes a function without a route: every way it can end is an answer and a log line. */
final class Operation {
    private Operation() {}

    static Map<String, Object> answer(Context context, Supplier<Map<String, Object>> work) {
        Invocation invocation = Invocation.begin(context, "");
        try {
            Map<String, Object> done = Deadline.ofCall(Duration.ofMillis(context.getRemainingTimeInMillis()))
                    .run(work);
            context.getLogger().log(RequestLog.ofOperator(context, invocation, Ending.DONE));
            return done;
        } catch (RuntimeException e) {
            RefusedException refusal = Failures.refusal(e);
            context.getLogger().log(RequestLog.ofOperator(context, invocation, Ending.by(e)));
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
