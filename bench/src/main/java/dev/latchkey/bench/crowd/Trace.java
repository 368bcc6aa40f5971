package dev.latchkey.bench.crowd;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What one join asked of the table.
 *
 * @param rounds one after the other; the requests of each are under way together
 */
record Trace(List<List<Request>> rounds) {
    /** The same of another room: of what the two do not share, each has its own. */
    Trace in(UnaryOperator<String> partitions) {
        return new Trace(rounds.stream()
                .map(round -> round.stream()
                        .map(request -> new Request(
                                request.asks.stream()
                                        .map(ask -> new Ask(partitions.apply(ask.partition), ask.reads, ask.writes))
                                        .toList(),
                                request.transacted))
                        .toList())
                .toList());
    }

    /** The transaction among what was asked, which must have one. */
    Request transaction() {
        return rounds.stream()
                .flatMap(List::stream)
                .filter(request -> !request.transacted.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** @param transacted the items that a transaction holds while it is carried out; empty for every other request */
    record Request(List<Ask> asks, Set<String> transacted) {}

    /** What a request takes of one partition, in units that are billed. */
    record Ask(String partition, double reads, double writes) {}
}
