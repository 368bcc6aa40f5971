package dev.latchkey.joinrequest;

import dev.latchkey.room.Room;
import java.time.Duration;
import java.time.Instant;

/** Keeps one address from crowding a door: says how much of one kind is heard from it within a minute. */
public interface JoinAttemptLimit {
    /**
     * How many at one address may come to wait at one door within one {@link #WINDOW}, unless the deployer says otherwise:
     * enough for a class or an office that comes by one address, and far from filling the waiting room.
     */
    int USUAL = 30;

    /**
     * How many at one address may come in by one door without a token within one {@link #WINDOW}, unless the deployer or the
     * app says otherwise: a school is one address.
     */
    int USUAL_TOKENLESS = 300;

    Duration WINDOW = Duration.ofMinutes(1);

    /**
     * Counts one more.
     *
     * @param address where it comes from
     * @return how long to wait until one would be heard again; zero when this one is
     */
    Duration count(Room room, SourceAddress address, Instant now);

    /** The same limit where somebody may only lower it: {@code most}, or what it was if that is less. */
    JoinAttemptLimit atMost(int most);

    /** What is counted, each apart from the other. */
    enum Kind {
        /** Whoever has to wait and takes up a host's attention. */
        WAITING,
        /** Whoever comes in without a token: nobody knows who that is, so an address is all there is to go by. */
        TOKENLESS
    }
}
