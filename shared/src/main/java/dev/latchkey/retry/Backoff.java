package dev.latchkey.retry;

import java.security.SecureRandom;
import java.time.Duration;

/**
 * The pauses between the attempts of one thing: random up to a bound that doubles from 15 to 300 ms (full jitter), so that
 * those who met once do not meet again, and none that would not end before the deadline.
 */
public final class Backoff {
    private static final int FIRST_MILLIS = 15;
    private static final int MOST_MILLIS = 300;

    private final Deadline deadline;
    private long boundMillis = FIRST_MILLIS;

    public Backoff(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Waits for the next attempt. Returns false, at once, when there is no time for one. */
    public boolean pause() {
        // Not the JDK's own generator: a snapshot would hold it, and all that are restored pause alike.
        long millis = new SecureRandom().nextLong(boundMillis) + 1;
        boundMillis = Math.min(MOST_MILLIS, 2 * boundMillis);
        if (deadline.left().compareTo(Duration.ofMillis(millis)) <= 0) {
            return false;
        }
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
