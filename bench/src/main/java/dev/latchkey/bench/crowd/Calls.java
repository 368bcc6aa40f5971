package dev.latchkey.bench.crowd;

import java.util.List;

/**
 * Calls of one kind.
 *
 * @param asked what each asks of the table: the first, the second, and so on; whoever comes after asks as one of the last 400 did
 * @param computed how long the function computes before it asks, in seconds
 * @param apiPerSecond the throttle of the route; twice as many may come in a burst
 * @param counters whether who meets another at a counter goes to the next, as in a large room with a cap, before waiting
 */
record Calls(List<Trace> asked, double computed, double apiPerSecond, boolean counters) {}
