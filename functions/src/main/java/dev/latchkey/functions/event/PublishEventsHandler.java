package dev.latchkey.functions.event;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.event.ChangePublisher;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.telemetry.EventLog;
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
 * Publishes what was committed. The table's stream invokes it with changes, and is answered from which of them on it is to try
 * again (a partial batch response). A schedule invokes it without any, to tell again what was parked.
 */
public final class PublishEventsHandler implements RequestStreamHandler {
    private final ChangePublisher publisher;
    private final EventLog log;

    /** For Lambda. */
    public PublishEventsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public PublishEventsHandler(Platform platform) {
        this.publisher = new Services(platform).changePublisher(EventData::event);
        this.log = new EventLog(platform.clock());
    }

    @Override
    public void handleRequest(InputStream eventStream, OutputStream answer, Context context) throws IOException {
        Invocation invocation = Invocation.begin(context, "");
        try {
            Map<String, Object> event = Json.readObject(new String(eventStream.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, Object> result = Deadline.ofCall(Duration.ofMillis(context.getRemainingTimeInMillis()))
                    .run(() -> publish(event, context));
            answer.write(Json.write(result).getBytes(StandardCharsets.UTF_8));
        } finally {
            invocation.end();
        }
    }

    private Map<String, Object> publish(Map<String, Object> event, Context context) {
        List<Map<String, Object>> records = records(event);
        ChangePublisher.Outcome outcome = records.isEmpty() ? publisher.publishParked() : publisher.publish(records);
        context.getLogger().log(log.line(context, outcome.published(), outcome.parked()));
        String retryFrom = outcome.retryFrom();
        return Map.of(
                "batchItemFailures", retryFrom == null ? List.of() : List.of(Map.of("itemIdentifier", retryFrom)));
    }

    @SuppressWarnings("unchecked") // what is no record is refused where it is read
    private static List<Map<String, Object>> records(Map<String, Object> event) {
        return event.get("Records") instanceof List<?> records ? (List<Map<String, Object>>) records : List.of();
    }
}
