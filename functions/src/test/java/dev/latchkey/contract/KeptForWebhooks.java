package dev.latchkey.contract;

import dev.latchkey.app.AppName;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryState;
import dev.latchkey.webhook.EndpointHealth;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookSignature;
import java.time.Instant;
import java.util.Set;

/** Every kind of item that is kept for webhooks, of one endpoint to which one event is on its way. */
final class KeptForWebhooks {
    private KeptForWebhooks() {}

    /** @param body what is sent */
    static void in(Stores stores, String app, Instant now, String body) {
        AppName name = new AppName(app);
        stores.webhooks()
                .put(new WebhookEndpoint(
                        name,
                        "wh_1",
                        "https://example.com/hook",
                        Set.of(),
                        Set.of(),
                        "",
                        WebhookSignature.STANDARD,
                        true,
                        now,
                        1,
                        Instant.EPOCH,
                        1));
        stores.webhookHealth()
                .put(new EndpointHealth(name, "wh_1", 1, now, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, null, 1));
        stores.deliveries()
                .keep(new Delivery(
                        name,
                        "wh_1",
                        "wh_1",
                        Delivery.positionAt(now) + "-evt_1",
                        "evt_1",
                        "peer.joined",
                        now,
                        "",
                        body,
                        DeliveryState.PENDING,
                        0,
                        0,
                        now,
                        null));
    }
}
