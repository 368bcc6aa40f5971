package dev.latchkey.deadline;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What says what is due when: the stream of changes, and an index by time of what is due later. */
public interface DeadlineStore {
    /**
     * Says what changes made due, in their order.
     *
     * @param records of the stream, as Lambda hands them over
     * @throws IllegalArgumentException when there is one among them that no stream makes
     */
    Read read(List<Map<String, Object>> records);

    /** Puts it into the index, once however often it is put. */
    void keep(Due due);

    /** Takes it out of the index, whether or not it is there. */
    void forget(Due due);

    /** What the index has that is due by then, the most overdue first within each part of the index. */
    List<Due> dueBy(Instant instant);

    /**
     * What changes made due.
     *
     * @param unread how many changes could not be read: they make nothing due
     */
    record Read(List<DueChange> changes, int unread) {
        public Read {
            changes = List.copyOf(changes);
        }
    }
}
