package dev.latchkey.functions.live;

import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.queue.MessageHandler;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.live.Push;

/** Tells by live connections what happened, and how things stand, a message of the queue at a time. */
public final class PushHandler implements MessageHandler {
    private final LivePushes pushes;

    public PushHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public PushHandler(Platform platform) {
        this.pushes = new LivePushes(new Services(platform));
    }

    @Override
    public void take(ReceivedMessage message) {
        pushes.tell(Push.parse(message.text()));
    }
}
