package dev.latchkey.webhook;

import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.queue.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is to be done for one endpoint, as the queue carries it. It names a delivery, and holds nothing of its event. */
sealed interface DeliveryMessage {
    /**
     * Attempt a delivery.
     *
     * @param target whose messages hold no other's up
     * @param attempt how many attempts had been made when this one was planned
     */
    record Attempt(AppName app, String endpoint, String target, String id, int attempt, Instant due)
            implements DeliveryMessage {
        static Attempt of(Delivery delivery, Instant due) {
            return planned(delivery, delivery.attempts(), due);
        }

        /** The one after the next. */
        static Attempt after(Delivery delivery, Instant due) {
            return planned(delivery, delivery.attempts() + 1, due);
        }

        private static Attempt planned(Delivery delivery, int attempt, Instant due) {
            return new Attempt(delivery.app(), delivery.endpoint(), delivery.target(), delivery.id(), attempt, due);
        }

        Message toMessage(Instant now) {
            Map<String, Object> json = begun(app, endpoint, target);
            json.put("delivery", id);
            json.put("attempt", attempt);
            json.put("due", due.toEpochMilli());
            return Message.due(Json.write(json), due, now).inGroup(group(app, target));
        }
    }

    /**
     * See after what was put off while the circuit was open.
     *
     * @param openedAt which opening of the circuit it was
     * @param after the id of the last that was sent on; empty when none was
     */
    record Resume(AppName app, String endpoint, String target, Instant openedAt, String after)
            implements DeliveryMessage {
        static Resume of(Delivery delivery, Instant openedAt) {
            return new Resume(delivery.app(), delivery.endpoint(), delivery.target(), openedAt, "");
        }

        Resume after(Delivery last) {
            return new Resume(app, endpoint, target, openedAt, last.id());
        }

        Message toMessage(Instant due, Instant now) {
            Map<String, Object> json = begun(app, endpoint, target);
            json.put("openedAt", openedAt.toEpochMilli());
            json.put("after", after);
            return Message.due(Json.write(json), due, now).inGroup(group(app, target));
        }
    }

    private static Map<String, Object> begun(AppName app, String endpoint, String target) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("app", app.value());
        json.put("endpoint", endpoint);
        json.put("target", target);
        return json;
    }

    private static String group(AppName app, String target) {
        return app + "." + target;
    }

    static DeliveryMessage parse(String text) {
        Map<String, Object> json = Json.readObject(text);
        AppName app = new AppName(text(json, "app"));
        String endpoint = text(json, "endpoint");
        // One of the release before says it of its endpoint alone.
        String target = json.containsKey("target") ? text(json, "target") : endpoint;
        if (json.get("openedAt") instanceof Long openedAt) {
            return new Resume(app, endpoint, target, Instant.ofEpochMilli(openedAt), text(json, "after"));
        }
        return new Attempt(
                app,
                endpoint,
                target,
                text(json, "delivery"),
                (int) number(json, "attempt"),
                Instant.ofEpochMilli(number(json, "due")));
    }

    private static String text(Map<String, Object> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a message of deliveries has a text " + name);
    }

    private static long number(Map<String, Object> json, String name) {
        if (json.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("a message of deliveries has a number " + name);
    }
}
