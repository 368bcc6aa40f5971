package dev.latchkey.functions.telemetry;

import dev.latchkey.json.Json;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryLog;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes a line for each attempt to deliver: ids, how it ended and how long it took, no address and nothing of the event. */
public final class DeliveryLogWriter implements DeliveryLog {
    private final Clock clock;
    private final Consumer<String> out;

    public DeliveryLogWriter(Clock clock, Consumer<String> out) {
        this.clock = clock;
        this.out = out;
    }

    @Override
    public void attempted(Delivery delivery) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "webhook");
        line.put("level", "INFO");
        Invocation.current().writeIds(line);
        line.put("app", delivery.app().value());
        line.put("webhook", delivery.endpoint());
        line.put("event", delivery.eventId());
        line.put("outcome", delivery.state().wireName());
        line.put("attempts", delivery.attempts());
        Delivery.Attempt last = delivery.last();
        if (last != null) {
            line.put(
                    last.fault().isEmpty() ? "status" : "fault", last.fault().isEmpty() ? last.status() : last.fault());
            line.put("millis", last.took().toMillis());
        }
        Metrics metrics = new Metrics();
        metrics.count("WebhookAttempts", List.of(List.of("outcome")));
        metrics.writeInto(line, clock.instant());
        out.accept(Json.write(line));
    }
}
