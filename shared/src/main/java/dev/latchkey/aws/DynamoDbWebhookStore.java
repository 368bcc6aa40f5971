package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.app.AppName;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the endpoints of apps in the one table, those of an app together. */
public final class DynamoDbWebhookStore implements WebhookStore {
    private final Table table;

    public DynamoDbWebhookStore(Table table) {
        this.table = table;
    }

    @Override
    public Optional<WebhookEndpoint> find(AppName app, String id) {
        Optional<WebhookEndpoint> kept = table.get(Key.webhook(app, id)).map(WebhookItem::read);
        return kept.isEmpty() && id.equals(WebhookEndpoint.ROOMS) ? Optional.of(WebhookEndpoint.ofRooms(app)) : kept;
    }

    @Override
    public List<WebhookEndpoint> list(AppName app) {
        return table.queryAll(Key.webhookPartition(app), WebhookEndpoint.ID_PREFIX).stream()
                .map(WebhookItem::read)
                .toList();
    }

    @Override
    public boolean put(WebhookEndpoint endpoint) {
        return table.put(WebhookItem.write(endpoint), following(endpoint.version()))
                .isEmpty();
    }

    @Override
    public void delete(AppName app, String id) {
        table.delete(Key.webhook(app, id));
    }

    /** Holds where the version before stands, and for the first version where nothing does. */
    static Condition following(long version) {
        return version == 1
                ? Condition.ABSENT
                : Condition.of("itemVersion = :before", Map.of(":before", fromN(Long.toString(version - 1))));
    }
}
