package dev.latchkey.lobby;

import dev.latchkey.room.Room;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps one address from filling a waiting room. Only whoever has to wait is counted: who is admitted or refused at once costs
 * nobody's attention.
 */
public interface KnockLimit {
    /**
     * How many knocks at one door are heard from one address within one {@link #WINDOW}, unless the deployer says otherwise:
     * enough for a class or an office that comes by one address, and far from filling the waiting room.
     */
    int USUAL = 30;

    Duration WINDOW = Duration.ofMinutes(1);

    /**
     * Counts a knock.
     *
     * @param address where it comes from
     * @return how long to wait until one would be heard again; zero when this one is
     */
    Duration count(Room room, SourceAddress address, Instant now);
}
