package dev.latchkey.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.functions.telemetry.Ending;
import dev.latchkey.functions.telemetry.Failures;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.functions.telemetry.RequestLog;
import dev.latchkey.retry.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * One call of a handler: turns an API Gateway event into a {@link Request}, and every way the handler's work can end into one
 * HTTP answer and one log line, within the deadline of the call.
 */
final class HttpExchange {
    private HttpExchange() {}

    static void run(HttpHandler handler, InputStream event, OutputStream answer, Context context) throws IOException {
        long start = System.nanoTime();
        Deadline deadline = Deadline.ofCall(Duration.ofMillis(context.getRemainingTimeInMillis()));
        Request request = ApiGatewayEvent.read(event);
        Invocation invocation = Invocation.begin(context, request.id());
        try {
            Outcome outcome = deadline.run(() -> CallAddress.run(request.url(), () -> outcome(handler, request)));
            ApiGatewayEvent.write(outcome.response(), answer);
            context.getLogger()
                    .log(RequestLog.ofHttp(
                            context,
                            invocation,
                            request.route(),
                            outcome.response().status(),
                            outcome.ending(),
                            start));
        } finally {
            invocation.end();
        }
    }

    private static Outcome outcome(HttpHandler handler, Request request) {
        try {
            Preconditions.check(request, handler.takesPlainText());
            return new Outcome(handler.answer(request), Ending.DONE);
        } catch (RuntimeException e) {
            return new Outcome(handler.refused(Failures.refusal(e), request), Ending.by(e));
        }
    }
}
