package dev.latchkey.functions.webhook;

import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.queue.MessageHandler;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.webhook.DeliveryService;

/** Attempts the deliveries of webhooks, one a call. */
public final class SendWebhookHandler implements MessageHandler {
    private final DeliveryService deliveries;

    public SendWebhookHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public SendWebhookHandler(Platform platform) {
        this.deliveries = new Services(platform).deliveries();
    }

    @Override
    public void take(ReceivedMessage message) {
        deliveries.take(message.text());
    }
}
