package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.webhook.EndpointHealth;
import java.time.Instant;
import java.util.Locale;

/** The one spelling of an {@link EndpointHealth} in DynamoDB. */
final class HealthItem {
    private static final String FAILURES = "failures";
    private static final String FAILING_SINCE = "failingSince";
    private static final String OPENED_AT = "openedAt";
    private static final String OPEN_UNTIL = "openUntil";
    private static final String PUT_OFF_SINCE = "putOffSince";
    private static final String OFF = "switchedOff";

    private HealthItem() {}

    static Item write(EndpointHealth health) {
        EndpointHealth.Off off = health.off();
        Item item = Item.at(Key.webhookHealth(health.app(), health.target()))
                .put(FAILURES, health.failures())
                .put(FAILING_SINCE, health.failingSince())
                .put(OPENED_AT, health.openedAt())
                .put(OPEN_UNTIL, health.openUntil())
                .put(PUT_OFF_SINCE, health.putOffSince())
                .put(Attr.VERSION, health.version());
        return off == null ? item : item.put(OFF, off.wireName());
    }

    static EndpointHealth read(AppName app, String target, Item item) {
        return new EndpointHealth(
                app,
                target,
                (int) item.number(FAILURES),
                item.instant(FAILING_SINCE, Instant.EPOCH),
                item.instant(OPENED_AT, Instant.EPOCH),
                item.instant(OPEN_UNTIL, Instant.EPOCH),
                item.instant(PUT_OFF_SINCE, Instant.EPOCH),
                item.optionalText(OFF)
                        .map(off -> EndpointHealth.Off.valueOf(off.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                item.number(Attr.VERSION));
    }
}
