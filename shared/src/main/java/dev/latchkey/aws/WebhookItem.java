package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.event.EventType;
import dev.latchkey.room.RoomName;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookSignature;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The one spelling of a {@link WebhookEndpoint} in DynamoDB. Of its secret there is nothing but the version. */
final class WebhookItem {
    private static final String APP = "app";
    private static final String ID = "webhookId";
    private static final String ADDRESS = "webhookUrl";
    private static final String TYPES = "eventTypes";
    private static final String ROOMS = "roomNames";
    private static final String DESCRIPTION = "description";
    private static final String SIGNATURE = "webhookSignature";
    private static final String DISABLED = "webhookDisabled";
    private static final String CREATED = "created";
    private static final String SECRET_VERSION = "secretVersion";
    private static final String ROTATED_AT = "rotatedAt";

    private WebhookItem() {}

    static Item write(WebhookEndpoint endpoint) {
        Item item = Item.at(Key.webhook(endpoint.app(), endpoint.id()))
                .put(APP, endpoint.app().value())
                .put(ID, endpoint.id())
                .put(ADDRESS, endpoint.url())
                .put(DESCRIPTION, endpoint.description())
                .put(SIGNATURE, endpoint.signature().wireName())
                .put(DISABLED, !endpoint.enabled())
                .put(CREATED, endpoint.created())
                .put(SECRET_VERSION, endpoint.secretVersion())
                .put(ROTATED_AT, endpoint.rotatedAt())
                .put(Attr.VERSION, endpoint.version());
        putAll(item, TYPES, endpoint.types(), EventType::wireName);
        putAll(item, ROOMS, endpoint.rooms(), RoomName::value);
        return item;
    }

    private static <T> void putAll(Item item, String name, Collection<T> values, Function<T, String> text) {
        if (!values.isEmpty()) {
            item.attributes()
                    .put(name, AttributeValue.fromSs(values.stream().map(text).toList()));
        }
    }

    static WebhookEndpoint read(Item item) {
        return new WebhookEndpoint(
                new AppName(item.text(APP)),
                item.text(ID),
                item.text(ADDRESS),
                all(item.texts(TYPES), EventType::parse),
                all(item.texts(ROOMS), RoomName::parse),
                item.text(DESCRIPTION),
                // Earlier releases wrote none.
                item.optionalText(SIGNATURE).flatMap(WebhookSignature::parse).orElse(WebhookSignature.STANDARD),
                !item.isTrue(DISABLED),
                item.instant(CREATED, Instant.EPOCH),
                (int) item.number(SECRET_VERSION),
                item.instant(ROTATED_AT, Instant.EPOCH),
                item.number(Attr.VERSION));
    }

    private static <T> Set<T> all(Set<String> texts, Function<String, Optional<T>> parser) {
        return texts.stream().flatMap(text -> parser.apply(text).stream()).collect(Collectors.toSet());
    }
}
