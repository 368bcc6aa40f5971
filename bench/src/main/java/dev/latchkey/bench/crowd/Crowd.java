package dev.latchkey.bench.crowd;

/**
 * People who come to one room at once, and what stands between them and the room.
 *
 * @param people how many come
 * @param withinSeconds how long it takes until the last of them has come; each at a moment of its own, evenly spread
 * @param cap how many places the room has; 0 for no cap
 * @param counters how many counters share the cap
 * @param apiPerSecond the throttle of the route; twice as many may come in a burst
 * @param split whether DynamoDB has split the room's items over partitions of their own: what is read of the room, the list
 *     of those inside, the counters, the newest peers. Before that, they share one
 * @param listed how many of those inside everybody is told of; 100 as it is
 */
record Crowd(int people, double withinSeconds, int cap, int counters, double apiPerSecond, boolean split, int listed) {}
