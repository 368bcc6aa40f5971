package dev.latchkey.functions.webhook;

import dev.latchkey.event.Event;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.queue.MessageHandler;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.json.Json;
import dev.latchkey.webhook.EventDispatch;

/** Takes events of the bus, one a message, keeps each for every webhook that wants it, and sends it on its way. */
public final class DispatchWebhooksHandler implements MessageHandler {
    private final EventDispatch dispatch;

    public DispatchWebhooksHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public DispatchWebhooksHandler(Platform platform) {
        this.dispatch = new Services(platform).eventDispatch();
    }

    @Override
    public void take(ReceivedMessage message) {
        dispatch.take(Event.fromJson(Json.readObject(message.text())));
    }
}
