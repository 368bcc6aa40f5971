package dev.latchkey.testing;

import java.time.Duration;

/**
 * For how long this machine has had no time for its threads since the process began, because it was stopped or had others to serve:
 * by how much somebody oversleeps who does nothing else. Of what a test measures in real time, that is the machine's and not the code's.
 */
public final class Stalls {
    private static final Duration NAP = Duration.ofMillis(5);

    /** What a timer may be late by on a machine that has nothing else to do. */
    private static final long ON_TIME_NANOS = Duration.ofMillis(2).toNanos();

    private static volatile long nanos;

    static {
        Thread sleeper = new Thread(Stalls::sleep, "stalls");
        sleeper.setDaemon(true);
        sleeper.setPriority(Thread.MAX_PRIORITY);
        sleeper.start();
    }

    private Stalls() {}

    /** All of it until now; the difference between two moments is what lies between them. */
    public static Duration untilNow() {
        return Duration.ofNanos(nanos);
    }

    private static void sleep() {
        try {
            while (true) {
                long before = System.nanoTime();
                Thread.sleep(NAP.toMillis());
                long late = System.nanoTime() - before - NAP.toNanos();
                if (late > ON_TIME_NANOS) {
                    nanos = nanos + late;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
