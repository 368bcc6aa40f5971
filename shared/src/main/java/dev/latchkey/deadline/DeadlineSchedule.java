package dev.latchkey.deadline;

import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sees to it that somebody looks when something is due: by a message that is kept back until then, or by the index, if that is
 * later than a queue keeps anything back.
 */
public final class DeadlineSchedule {
    /** How often the index is swept: more often than the queue keeps back, so that nothing falls between the two. */
    public static final Duration SWEEP = Duration.ofMinutes(10);

    private final DeadlineStore store;
    private final MessageQueue queue;
    private final Clock clock;

    public DeadlineSchedule(DeadlineStore store, MessageQueue queue, Clock clock) {
        this.store = store;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Schedules what changes made due. Interrupted anywhere, it may be asked again for the same changes.
     *
     * @param records of the table's stream
     * @return how many changes could not be read
     * @throws IllegalArgumentException when there is one among them that no stream makes
     */
    public int schedule(List<Map<String, Object>> records) {
        DeadlineStore.Read read = store.read(records);
        Instant horizon = horizon();
        List<Due> soon = new ArrayList<>();
        for (DueChange change : read.changes()) {
            Due over = change.over();
            if (over != null && over.kind().isIndexed()) {
                store.forget(over);
            }
            for (Due begun : change.begun()) {
                if (begun.kind().isIndexed()) {
                    store.keep(begun);
                }
                if (begun.kind() != Due.Kind.MEETING && begun.at().isBefore(horizon)) {
                    soon.add(begun);
                }
            }
        }
        send(soon);
        return read.unread();
    }

    /**
     * Sends what is due before the next sweep but one, and all that should have been done and was not.
     *
     * @return how much that is
     */
    public int sweep() {
        List<Due> due = store.dueBy(horizon());
        send(due);
        return due.size();
    }

    /** Has somebody look at it when it is due. */
    public void send(Due due) {
        send(List.of(due));
    }

    /** The same, unless a look at the meeting comes before that anyhow. */
    void sendIfSoon(Due due) {
        if (due.at().isBefore(horizon())) {
            send(due);
        }
    }

    private void send(List<Due> due) {
        Instant now = clock.instant();
        queue.send(due.stream().map(one -> message(one, now)).toList());
    }

    private static Message message(Due due, Instant now) {
        return Message.due(due.text(), due.at(), now).inGroup(due.app().value());
    }

    private Instant horizon() {
        return clock.instant().plus(MessageQueue.LONGEST_DELAY);
    }
}
