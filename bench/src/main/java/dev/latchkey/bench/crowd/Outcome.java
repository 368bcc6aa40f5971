package dev.latchkey.bench.crowd;

import dev.latchkey.bench.Sample;

/**
 * How it went.
 *
 * @param seconds until the last of the crowd was in
 * @param joins of those who came in; how long is from coming to the room to being inside
 * @param others of the joins into other rooms; how long is of those whom the API let through
 * @param renewals of those inside; how long, as before
 * @param conflicts how often a transaction met another one at the same item
 * @param throttled how often a partition had no units left
 * @param busiest how many functions ran at once
 * @param hottestRead the partition of which most was read within a second, as a share of what it can
 * @param hottestWrite the same of writing
 */
record Outcome(
        double seconds,
        Went joins,
        Went others,
        Went renewals,
        long conflicts,
        long throttled,
        int busiest,
        Hottest hottestRead,
        Hottest hottestWrite) {
    record Hottest(String partition, double share) {}

    /**
     * How calls of one kind went.
     *
     * @param took those that succeeded, in seconds
     * @param turnedAway how often somebody was told to come again by the API's throttle
     * @param failed how often a function gave up
     */
    record Went(Sample took, long turnedAway, long failed) {
        int done() {
            return took.size();
        }
    }
}
