package dev.latchkey.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A text for whoever works off a queue.
 *
 * @param text at most {@value MessageQueue#LONGEST} bytes of UTF-8
 * @param delay how long it is kept back, at least; up to {@link MessageQueue#LONGEST_DELAY}
 * @param group whose message it is, so that those of one do not hold up those of others; up to 128 characters, empty for
 *     nobody's
 */
public record Message(String text, Duration delay, String group) {
    private static final int LONGEST_GROUP = 128;

    public Message {
        if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MessageQueue.LONGEST) {
            throw new IllegalArgumentException("a message is 1 to " + MessageQueue.LONGEST + " bytes");
        }
        if (group.length() > LONGEST_GROUP) {
            throw new IllegalArgumentException("a group is up to " + LONGEST_GROUP + " characters");
        }
        if (delay.isNegative() || delay.compareTo(MessageQueue.LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "a delay is up to " + MessageQueue.LONGEST_DELAY.toSeconds() + " seconds");
        }
    }

    /** One that is due at once. */
    public static Message of(String text) {
        return new Message(text, Duration.ZERO, "");
    }

    /**
     * One that is due at that time. It is kept back until then; one that is due later than a queue keeps anything back comes
     * early, and whoever takes it sends it again, due at the same time.
     */
    public static Message due(String text, Instant due, Instant now) {
        Duration left = Duration.between(now, due);
        if (left.isNegative()) {
            return of(text);
        }
        return new Message(
                text, left.compareTo(MessageQueue.LONGEST_DELAY) > 0 ? MessageQueue.LONGEST_DELAY : left, "");
    }

    /** The same message as one of that group. */
    public Message inGroup(String group) {
        return new Message(text, delay, group);
    }

    /** It may carry names: it does not print. */
    @Override
    public String toString() {
        return "Message[" + delay + "]";
    }
}
