package dev.latchkey.bench.crowd;

import java.util.List;

/**
 * People who come to one room at once, and what stands between them and the room.
 *
 * @param people how many come
 * @param withinSeconds how long it takes until the last of them has come; each at a moment of its own, evenly spread
 * @param apiPerSecond the throttle of the route; twice as many may come in a burst
 * @param joins what each join asks of the table: the first, the second, and so on; whoever comes after asks as one of the last 400 did
 * @param others what joins into other rooms of the app ask
 * @param othersPerSecond how many of them come meanwhile
 */
record Crowd(
        int people,
        double withinSeconds,
        double apiPerSecond,
        List<Trace> joins,
        List<Trace> others,
        double othersPerSecond) {}
