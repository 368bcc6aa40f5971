package dev.latchkey.bench.crowd;

/**
 * People who come to one room at once, and what stands between them and the room.
 *
 * @param people how many come
 * @param withinSeconds how long it takes until the last of them has come; each at a moment of its own, evenly spread
 * @param joins how they come in
 * @param others how others come into other rooms of the app, through the same throttle
 * @param othersPerSecond how many of them come meanwhile
 * @param renewals how somebody inside is kept there
 * @param everySeconds how often, until everybody was kept for two such times; 0 for nobody
 */
record Crowd(
        int people,
        double withinSeconds,
        Calls joins,
        Calls others,
        double othersPerSecond,
        Calls renewals,
        double everySeconds) {
    /** The same, but that nobody has to be kept inside. */
    Crowd(int people, double withinSeconds, Calls joins, Calls others, double othersPerSecond) {
        this(people, withinSeconds, joins, others, othersPerSecond, joins, 0);
    }
}
