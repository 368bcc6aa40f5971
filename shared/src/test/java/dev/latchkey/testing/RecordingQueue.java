package dev.latchkey.testing;

import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import java.util.ArrayList;
import java.util.List;

/** A queue that nobody works off: what was sent can be looked at. */
public final class RecordingQueue implements MessageQueue {
    private final List<Message> sent = new ArrayList<>();

    @Override
    public synchronized void send(List<Message> messages) {
        sent.addAll(messages);
    }

    /** What was sent since this was asked last. */
    public synchronized List<Message> taken() {
        List<Message> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }
}
