package dev.latchkey.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A Lambda function behind a route of the API. Turns an API Gateway event into a {@link Request}, and every way its work can
 * end into one HTTP answer and one log line.
 */
public abstract class HttpFunction implements RequestStreamHandler {
    /** Does this function's work. Refusals are thrown as {@link RefusedException}; anything else thrown is a defect. */
    protected abstract Response answer(Request request);

    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        long start = System.nanoTime();
        Request request = ApiGatewayEvent.read(event);
        Invocation invocation = Invocation.begin(context, request.id());
        try {
            Outcome outcome = outcome(request);
            ApiGatewayEvent.write(outcome.response(), answer);
            context.getLogger().log(RequestLog.line(request, context, invocation, outcome, start));
        } finally {
            invocation.end();
        }
    }

    private Outcome outcome(Request request) {
        try {
            Preconditions.check(request);
            return new Outcome(answer(request), null, null);
        } catch (RefusedException e) {
            return new Outcome(Problems.response(e, request.id()), e.reason(), null);
        } catch (RuntimeException e) {
            RefusedException refusal = Failures.refusal(e);
            return new Outcome(Problems.response(refusal, request.id()), refusal.reason(), e);
        }
    }
}
