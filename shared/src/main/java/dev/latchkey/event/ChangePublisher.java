package dev.latchkey.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes events of what the stream says was committed, and hands them to the bus. */
public interface ChangePublisher {
    /**
     * Tells changes, in their order.
     *
     * @param records of the stream, as Lambda hands them over
     * @throws IllegalArgumentException when there is one among them that no stream makes
     */
    Outcome publish(List<Map<String, Object>> records);

    /** Tells again what could not be told, as far as it can be by now. */
    Outcome publishParked();

    /**
     * What came of it.
     *
     * @param published how many events went out
     * @param parked how many changes could not be told, or wait behind one that could not
     * @param retryFrom the sequence number of the change from which on all are to be told again; null when none is
     */
    record Outcome(int published, int parked, @Nullable String retryFrom) {}
}
