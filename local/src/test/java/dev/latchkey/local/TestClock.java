package dev.latchkey.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A clock that stands still until it is moved. It starts at the real time, because the table's engine deletes what has expired
 * by its own clock.
 */
public final class TestClock extends Clock {
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private volatile boolean running;

    /** One that goes on from the real time, and can be moved ahead all the same. */
    static TestClock running() {
        TestClock clock = new TestClock();
        clock.now = Instant.EPOCH;
        clock.running = true;
        return clock;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return running ? Instant.now().plus(Duration.between(Instant.EPOCH, now)) : now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
