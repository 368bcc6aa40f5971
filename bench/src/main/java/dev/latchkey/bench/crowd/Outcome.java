package dev.latchkey.bench.crowd;

import dev.latchkey.bench.Sample;

/**
 * How it went.
 *
 * @param inside how many came in
 * @param seconds until the last of them was in
 * @param waits of each who came in, from coming to the room to being inside, in seconds
 * @param others how long the joins into other rooms took of those whom the API let through, in seconds
 * @param turnedAway how often somebody of the crowd was told to come again by the API's throttle
 * @param failed how often a function gave up, for the crowd and for others
 * @param conflicts how often a transaction met another one at the same item
 * @param throttled how often a partition had no units left
 * @param busiest how many functions ran at once
 * @param hottestRead the partition of which most was read within a second, as a share of what it can
 * @param hottestWrite the same of writing
 */
record Outcome(
        int inside,
        double seconds,
        Sample waits,
        Sample others,
        long turnedAway,
        long failed,
        long conflicts,
        long throttled,
        int busiest,
        Hottest hottestRead,
        Hottest hottestWrite) {
    record Hottest(String partition, double share) {}
}
