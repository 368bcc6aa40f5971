package dev.latchkey.bench.crowd;

import dev.latchkey.bench.Sample;

/**
 * How it went.
 *
 * @param inside how many came in
 * @param full how many were told that the room is full
 * @param seconds until the last of them was in or had been told
 * @param waits of each who came in, from coming to the room to being inside, in seconds
 * @param turnedAway how often somebody was told to come again: 429 of the API, or 503
 * @param conflicts how often a transaction met another one at the same counter
 * @param throttled how often a partition had no units left
 * @param failed how often a function gave up after its six seconds
 * @param busiest how many functions ran at once
 */
record Outcome(
        int inside,
        int full,
        double seconds,
        Sample waits,
        long turnedAway,
        long conflicts,
        long throttled,
        long failed,
        int busiest) {}
