package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.webhook.EndpointHealth;
import dev.latchkey.webhook.HealthStore;
import dev.latchkey.webhook.WebhookEndpoint;

/** Keeps how endpoints have answered in the one table, apart from what their owners may change. */
public final class DynamoDbHealthStore implements HealthStore {
    private final Table table;

    public DynamoDbHealthStore(Table table) {
        this.table = table;
    }

    @Override
    public EndpointHealth find(AppName app, String target) {
        return table.get(Key.webhookHealth(app, target))
                .map(item -> HealthItem.read(app, target, item))
                .orElseGet(() -> EndpointHealth.good(app, target));
    }

    @Override
    public boolean put(EndpointHealth health) {
        return table.put(HealthItem.write(health), DynamoDbWebhookStore.following(health.version()))
                .isEmpty();
    }

    @Override
    public void forget(AppName app, String webhook) {
        if (webhook.equals(WebhookEndpoint.ROOMS)) {
            table.queryAll(Key.webhookHealthPartition(app), EndpointHealth.ADDRESS_PREFIX)
                    .forEach(item -> table.delete(Key.webhookHealth(app, item.text(Attr.SK))));
        } else {
            table.delete(Key.webhookHealth(app, webhook));
        }
    }
}
