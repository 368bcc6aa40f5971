package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.webhook.EndpointHealth;
import dev.latchkey.webhook.EndpointHealth.SwitchedOff;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The one spelling of an {@link EndpointHealth} in DynamoDB. */
final class HealthItem {
    private static final String FAILURES = "failures";
    private static final String FAILING_SINCE = "failingSince";
    private static final String OPENED_AT = "openedAt";
    private static final String OPEN_UNTIL = "openUntil";
    private static final String PUT_OFF_SINCE = "putOffSince";
    private static final String OFF = "switchedOff";
    private static final String OFF_AT = "switchedOffAt";
    private static final String OFF_ORIGIN = "switchedOffOrigin";

    private HealthItem() {}

    static Item write(EndpointHealth health) {
        SwitchedOff off = health.off();
        Item item = Item.at(Key.webhookHealth(health.app(), health.target()))
                .put(FAILURES, health.failures())
                .put(FAILING_SINCE, health.failingSince())
                .put(OPENED_AT, health.openedAt())
                .put(OPEN_UNTIL, health.openUntil())
                .put(PUT_OFF_SINCE, health.putOffSince())
                .put(Attr.VERSION, health.version());
        return off == null
                ? item
                : item.put(OFF, off.why().wireName()).put(OFF_AT, off.at()).put(OFF_ORIGIN, off.origin());
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
                readOff(item).orElse(null),
                item.number(Attr.VERSION));
    }

    /** Empty for one that is not switched off. */
    static Optional<SwitchedOff> readOff(Item item) {
        return item.optionalText(OFF)
                .map(off -> new SwitchedOff(
                        EndpointHealth.Off.valueOf(off.toUpperCase(Locale.ROOT)),
                        item.instant(OFF_AT, Instant.EPOCH),
                        item.text(OFF_ORIGIN)));
    }
}
