package dev.latchkey.access;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.function.Supplier;

/** Where every decision on access is written down, for whoever has to account for it later. */
public interface AuditLog {
    void record(AuditEvent decision);

    /**
     * Does something that is either granted or refused, and writes down which.
     *
     * @param decision what it is about, so far undecided
     */
    default <T> T granting(AuditEvent decision, Supplier<T> work) {
        T granted = refusing(decision, work);
        record(decision.granted());
        return granted;
    }

    /** Does something whose grant is written down elsewhere, or not worth a line, and writes down when it is refused. */
    default <T> T refusing(AuditEvent decision, Supplier<T> work) {
        try {
            return work.get();
        } catch (RefusedException e) {
            // An outage decides nothing.
            if (e.reason() != Reason.UNAVAILABLE) {
                record(decision.refused(e.reason()));
            }
            throw e;
        }
    }
}
