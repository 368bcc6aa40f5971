package dev.latchkey.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** What is tried again, and when. */
final class RetryPolicy {
    /** How often something is tried in all. */
    static final int MOST_ATTEMPTS = 4;

    /** Whom the service asks to stay away for longer is told so instead: a thread waits. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private RetryPolicy() {}

    /** Whether an answer says that the same request may succeed later. */
    static boolean mayPass(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    /**
     * How long to wait before the next attempt: at random up to a bound that doubles, so that many who failed together do not
     * come back together.
     *
     * @param attempt how many have failed, from 1
     */
    static Duration delay(int attempt, RandomGenerator random) {
        long bound = Math.min(LONGEST.toMillis(), FIRST.toMillis() << (attempt - 1));
        return Duration.ofMillis(bound / 2 + (long) (random.nextDouble() * bound / 2));
    }
}
