package dev.latchkey.testing.memory;

import dev.latchkey.deadline.DeadlineStore;
import dev.latchkey.deadline.Due;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps what is due. The twins have no stream, so no change makes anything due; what no stream makes is refused all the same. */
public final class InMemoryDeadlineStore implements DeadlineStore {
    private final Set<Due> kept = new LinkedHashSet<>();

    @Override
    public Read read(List<Map<String, Object>> records) {
        if (!records.stream().allMatch(change -> change.containsKey("dynamodb"))) {
            throw new IllegalArgumentException("no record of a stream");
        }
        return new Read(List.of(), 0);
    }

    @Override
    public synchronized void keep(Due due) {
        kept.add(due);
    }

    @Override
    public synchronized void forget(Due due) {
        kept.remove(due);
    }

    @Override
    public synchronized List<Due> dueBy(Instant instant) {
        return kept.stream()
                .filter(due -> !due.at().isAfter(instant))
                .sorted(Comparator.comparing(Due::at))
                .toList();
    }
}
