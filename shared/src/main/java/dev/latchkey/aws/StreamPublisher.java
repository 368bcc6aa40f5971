package dev.latchkey.aws;

import dev.latchkey.event.ChangePublisher;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventBus;
import dev.latchkey.event.Occurrence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Publishes what the table's stream says. Whatever it is interrupted at, it is asked again from a change on that comes before
 * all that is not done, so that some events go out twice and none is lost.
 *
 * <p>A change that cannot be told is parked with all that comes after it in its partition; the others go on.
 */
public final class StreamPublisher implements ChangePublisher {
    /**
     * How many events are handed to the bus together. Once it refuses one, later ones of that room are held back; those that
     * went along in the same call may be out.
     */
    private static final int AT_ONCE = 10;

    private final ChangeReader reader;
    private final ParkedChanges parked;
    private final EventBus bus;
    private final Function<Occurrence, Optional<Event>> wording;

    /** @param wording what others are told of what happened; empty for nothing */
    public StreamPublisher(Table table, EventBus bus, Function<Occurrence, Optional<Event>> wording) {
        this.reader = new ChangeReader(table);
        this.parked = new ParkedChanges(table);
        this.bus = bus;
        this.wording = wording;
    }

    @Override
    public Outcome publish(List<Map<String, Object>> records) {
        List<TableChange> changes =
                records.stream().map(TableChange::ofStreamRecord).toList();
        Batch batch = new Batch(parked.partitions());
        for (TableChange change : changes) {
            try {
                batch.take(change);
            } catch (SdkException e) {
                // An outage, and not the change's fault: from this one on all is told again.
                return batch.toldUpTo(change);
            }
            if (batch.hasToStop()) {
                break;
            }
        }
        return batch.told();
    }

    @Override
    public Outcome publishParked() {
        int published = 0;
        for (String partition : parked.partitions()) {
            published += parked.drain(partition, this::isTold);
        }
        return new Outcome(published, 0, null);
    }

    private boolean isTold(TableChange change) {
        try {
            return bus.publish(events(change)).equals(EventBus.Result.ALL_TAKEN);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private List<Event> events(TableChange change) {
        return reader.read(change).stream()
                .flatMap(occurrence -> wording.apply(occurrence).stream())
                .toList();
    }

    /** An event with the change that it tells. */
    private record Told(TableChange change, Event event) {}

    /** The changes of one call, each told or parked. */
    private final class Batch {
        /** Partitions that have something parked. */
        private final Set<String> waiting;

        private final List<Told> toTell = new ArrayList<>();
        private int published;
        private int parkedHere;
        private @Nullable String retryFrom;

        Batch(Set<String> waiting) {
            this.waiting = new HashSet<>(waiting);
        }

        void take(TableChange change) {
            if (waiting.contains(change.partition())) {
                park(change);
                return;
            }
            try {
                List<Event> events = events(change);
                if (events.stream().anyMatch(bus::refuses)) {
                    park(change);
                } else {
                    events.forEach(event -> toTell.add(new Told(change, event)));
                }
            } catch (SdkException e) {
                throw e;
            } catch (RuntimeException e) {
                park(change);
            }
            if (toTell.size() >= AT_ONCE) {
                tell();
            }
        }

        private void park(TableChange change) {
            parked.park(change);
            waiting.add(change.partition());
            parkedHere++;
        }

        private void tell() {
            EventBus.Result result =
                    bus.publish(toTell.stream().map(Told::event).toList());
            toTell.stream()
                    .filter(one -> result.refused().contains(one.event()))
                    .forEach(one -> park(one.change()));
            retryFrom = toTell.stream()
                    .filter(one -> result.notTaken().contains(one.event()))
                    .map(one -> one.change().streamSequence())
                    .findFirst()
                    .orElse(null);
            published +=
                    toTell.size() - result.refused().size() - result.notTaken().size();
            toTell.clear();
        }

        /** The bus does not take everything for now: what comes after is not to overtake it. */
        boolean hasToStop() {
            return retryFrom != null;
        }

        /** The first change that is not done is that one, or one before it. */
        Outcome toldUpTo(TableChange change) {
            Outcome outcome = told();
            return outcome.retryFrom() != null
                    ? outcome
                    : new Outcome(outcome.published(), outcome.parked(), change.streamSequence());
        }

        Outcome told() {
            if (!hasToStop() && !toTell.isEmpty()) {
                tell();
            }
            return new Outcome(published, parkedHere, retryFrom);
        }
    }
}
