package dev.latchkey.meeting;

import java.time.Duration;
import java.time.Instant;

/**
 * What a heartbeat does only once in three minutes: it asks what is held against its peer, and writes the peer's line of the list
 * of those inside.
 */
public final class PeriodicCheck {
    public static final Duration EVERY = Duration.ofMinutes(3);

    private PeriodicCheck() {}

    /** Whether it is due, for a peer that was heard of then before. Each peer's are at moments of its own. */
    public static boolean isDue(String peerId, Instant before, Instant now) {
        return turn(peerId, before) != turn(peerId, now);
    }

    private static long turn(String peerId, Instant instant) {
        long seconds = EVERY.toSeconds();
        return Math.floorDiv(instant.getEpochSecond() + Math.floorMod(peerId.hashCode(), seconds), seconds);
    }
}
