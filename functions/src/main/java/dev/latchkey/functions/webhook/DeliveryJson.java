package dev.latchkey.functions.webhook;

import dev.latchkey.outbound.CallResult;
import dev.latchkey.webhook.Delivery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A delivery, and an attempt, as their owner sees them: without the event, and without what was answered to it. */
final class DeliveryJson {
    private DeliveryJson() {}

    static Map<String, Object> of(Delivery delivery) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("deliveryId", delivery.id());
        json.put("eventId", delivery.eventId());
        json.put("type", delivery.type());
        json.put("happenedAt", delivery.happened().getEpochSecond());
        json.put("state", delivery.state().wireName());
        json.put("attempts", delivery.attempts());
        Delivery.Attempt last = delivery.last();
        json.put("lastAttempt", null);
        if (last != null) {
            Map<String, Object> attempt = ending(last.status(), last.fault(), last.took());
            attempt.put("at", last.at().getEpochSecond());
            json.put("lastAttempt", attempt);
        }
        return json;
    }

    static Map<String, Object> of(CallResult result) {
        CallResult.Fault fault = result.fault();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("delivered", result.isSuccess());
        json.putAll(ending(result.status(), fault == null ? "" : fault.wireName(), result.took()));
        return json;
    }

    private static Map<String, Object> ending(int status, String fault, Duration took) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status == 0 ? null : status);
        json.put("fault", fault.isEmpty() ? null : fault);
        json.put("millis", took.toMillis());
        return json;
    }
}
