package dev.latchkey.bench.cost;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one call asks of DynamoDB.
 *
 * @param requests by name, in the order in which they ended
 * @param roundTrips how many of them one after the other
 * @param reported what DynamoDB Local said
 * @param billed the same by DynamoDB's rules, see {@link Billing}
 * @param indexWrites the units of {@code reported} that were written to the index
 */
record Consumption(List<String> requests, int roundTrips, Units reported, Units billed, double indexWrites) {
    /** Such as {@code BatchGetItem, 2 PutItem}. */
    String summary() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        requests.forEach(request -> counts.merge(request, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> (count.getValue() == 1 ? "" : count.getValue() + " ") + count.getKey())
                .collect(Collectors.joining(", "));
    }
}
