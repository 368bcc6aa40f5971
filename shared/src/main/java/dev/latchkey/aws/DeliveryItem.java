package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The one spelling of a {@link Delivery} in DynamoDB. */
final class DeliveryItem {
    static final String STATE = "deliveryState";
    static final String ATTEMPTS = "attempts";
    static final String ROUND_FROM = "roundFrom";
    static final String TARGET = "hookTarget";

    /** What is sent: the event, with the names and ids in it. */
    static final String BODY = "eventBody";

    private static final String APP = "app";
    private static final String ENDPOINT = "webhookId";
    private static final String EVENT_ID = "eventId";
    private static final String TYPE = "eventType";
    private static final String HAPPENED = "happened";
    private static final String ADDRESS = "webhookUrl";
    private static final String ROUND_BEGAN = "roundBegan";
    private static final String LAST_AT = "lastAt";
    private static final String LAST_STATUS = "lastStatus";
    private static final String LAST_FAULT = "lastFault";
    private static final String LAST_MILLIS = "lastMillis";

    private DeliveryItem() {}

    static Item write(Delivery delivery) {
        Item item = Item.at(Key.delivery(delivery.app(), delivery.endpoint(), delivery.id()))
                .put(APP, delivery.app().value())
                .put(ENDPOINT, delivery.endpoint())
                .put(TARGET, delivery.target())
                .put(EVENT_ID, delivery.eventId())
                .put(TYPE, delivery.type())
                .put(HAPPENED, delivery.happened())
                .put(ADDRESS, delivery.url())
                .put(BODY, delivery.body())
                .put(STATE, delivery.state().wireName())
                .put(ATTEMPTS, delivery.attempts())
                .put(ROUND_FROM, delivery.roundFrom())
                .put(ROUND_BEGAN, delivery.roundBegan())
                .expireAt(delivery.forgotten());
        Delivery.Attempt last = delivery.last();
        return last == null
                ? item
                : item.put(LAST_AT, last.at())
                        .put(LAST_STATUS, last.status())
                        .put(LAST_FAULT, last.fault())
                        .put(LAST_MILLIS, last.took().toMillis());
    }

    static Delivery read(Item item) {
        return new Delivery(
                new AppName(item.text(APP)),
                item.text(ENDPOINT),
                item.text(TARGET),
                item.text(Attr.SK),
                item.text(EVENT_ID),
                item.text(TYPE),
                item.instant(HAPPENED, Instant.EPOCH),
                item.text(ADDRESS),
                item.text(BODY),
                DeliveryState.valueOf(item.text(STATE).toUpperCase(Locale.ROOT)),
                (int) item.number(ATTEMPTS),
                (int) item.number(ROUND_FROM),
                item.instant(ROUND_BEGAN, Instant.EPOCH),
                item.has(LAST_AT) ? last(item) : null);
    }

    private static Delivery.Attempt last(Item item) {
        return new Delivery.Attempt(
                item.instant(LAST_AT, Instant.EPOCH),
                (int) item.number(LAST_STATUS),
                item.text(LAST_FAULT),
                Duration.ofMillis(item.number(LAST_MILLIS)));
    }
}
