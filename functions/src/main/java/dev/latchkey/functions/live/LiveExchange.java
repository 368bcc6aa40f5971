package dev.latchkey.functions.live;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.functions.http.ApiGatewayEvent;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.telemetry.Ending;
import dev.latchkey.functions.telemetry.Failures;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.functions.telemetry.RequestLog;
import dev.latchkey.retry.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One call of a handler of live connections: every way its work can end is one answer and one log line. */
final class LiveExchange {
    private LiveExchange() {}

    static void run(LiveHandler handler, InputStream event, OutputStream answer, Context context) throws IOException {
        long start = System.nanoTime();
        Deadline deadline = Deadline.ofCall(Duration.ofMillis(context.getRemainingTimeInMillis()));
        LiveEvent live = LiveEvent.read(new String(event.readAllBytes(), StandardCharsets.UTF_8));
        Invocation invocation = Invocation.begin(context, live.requestId());
        try {
            Outcome outcome = deadline.run(() -> outcome(handler, live));
            ApiGatewayEvent.write(outcome.response(), answer);
            context.getLogger()
                    .log(RequestLog.ofHttp(
                            context,
                            invocation,
                            live.route(),
                            outcome.response().status(),
                            outcome.ending(),
                            start));
        } finally {
            invocation.end();
        }
    }

    private static Outcome outcome(LiveHandler handler, LiveEvent event) {
        try {
            return new Outcome(handler.answer(event), Ending.DONE);
        } catch (RuntimeException e) {
            return new Outcome(handler.refused(event, Failures.refusal(e)), Ending.by(e));
        }
    }

    private record Outcome(Response response, Ending ending) {}
}
