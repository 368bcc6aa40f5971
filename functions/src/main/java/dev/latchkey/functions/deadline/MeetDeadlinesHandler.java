package dev.latchkey.functions.deadline;

import dev.latchkey.deadline.DeadlineService;
import dev.latchkey.deadline.Due;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.queue.MessageHandler;
import dev.latchkey.functions.queue.ReceivedMessage;

/** Does what is due: takes out who vanished or may stay no longer, ends waits and rooms. Each message says what to look at. */
public final class MeetDeadlinesHandler implements MessageHandler {
    private final DeadlineService deadlines;

    /** For Lambda. */
    public MeetDeadlinesHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public MeetDeadlinesHandler(Platform platform) {
        this.deadlines = new Services(platform).deadlines();
    }

    @Override
    public void take(ReceivedMessage message) {
        deadlines.meet(Due.parse(message.text()));
    }
}
