package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import dev.latchkey.app.AppName;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

    /** In one transaction with the ids of all the app has: of many that come at once no more get in than may. */
    @Override
    public boolean create(WebhookEndpoint endpoint) {
        Condition free = Condition.of(
                "attribute_not_exists(webhookIds) OR size(webhookIds) < :most",
                Map.of(":most", fromN(Integer.toString(WebhookEndpoint.MOST))));
        return table.write(List.of(
                        table.putting(WebhookItem.write(endpoint), Condition.ABSENT),
                        table.updating(
                                Key.webhookIds(endpoint.app()),
                                Change.of("ADD webhookIds :id", id(endpoint.id())),
                                free)))
                .written();
    }

    private static Map<String, AttributeValue> id(String id) {
        return Map.of(":id", fromSs(List.of(id)));
    }

    @Override
    public boolean put(WebhookEndpoint endpoint) {
        return table.put(WebhookItem.write(endpoint), following(endpoint.version()))
                .isEmpty();
    }

    @Override
    public void delete(AppName app, String id) {
        Table.Outcome outcome = table.write(List.of(
                table.deleting(Key.webhook(app, id)),
                table.updating(Key.webhookIds(app), Change.of("DELETE webhookIds :id", id(id)), Condition.PRESENT)));
        if (!outcome.written()) {
            table.delete(Key.webhook(app, id)); // of an app that has made none since they are counted
        }
    }

    /** Holds where the version before stands, and for the first version where nothing does. */
    static Condition following(long version) {
        return version == 1
                ? Condition.ABSENT
                : Condition.of("itemVersion = :before", Map.of(":before", fromN(Long.toString(version - 1))));
    }
}
