package dev.latchkey.event;

import java.util.List;

/** Where events go, and from there to whoever subscribed. */
public interface EventBus {
    /** Whether the bus will never take that event as it is, as far as can be said before it is asked. */
    default boolean refuses(Event event) {
        return false;
    }

    /** Hands events over, and again what the bus did not take, for as long as the call has time. */
    Result publish(List<Event> events);

    /**
     * What became of events that were not taken.
     *
     * @param refused those that the bus will never take as they are
     * @param notTaken those that it may take later
     */
    record Result(List<Event> refused, List<Event> notTaken) {
        public static final Result ALL_TAKEN = new Result(List.of(), List.of());

        public Result {
            refused = List.copyOf(refused);
            notTaken = List.copyOf(notTaken);
        }
    }
}
