package dev.latchkey.queue;

import java.time.Duration;
import java.util.List;

/**
 * Messages on their way to the function that works them off. Each arrives at least once, perhaps more often and in any order;
 * none is lost that was taken.
 */
public interface MessageQueue {
    /** The longest message, in bytes: an event and a little around it. */
    int LONGEST = 250 * 1024;

    /** How long a message can be kept back. */
    Duration LONGEST_DELAY = Duration.ofMinutes(15);

    /**
     * Hands messages over, and again what was not taken, for as long as the call has time. Throws when some are not taken by
     * then, whatever became of the others.
     */
    void send(List<Message> messages);

    default void send(Message message) {
        send(List.of(message));
    }
}
