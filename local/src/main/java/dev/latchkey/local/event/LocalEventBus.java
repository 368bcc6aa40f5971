package dev.latchkey.local.event;

import dev.latchkey.event.Event;
import dev.latchkey.event.EventBus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hands events to whoever listens in this process, in the order in which they come. */
public final class LocalEventBus implements EventBus {
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Adds a listener, which is told of every event from now on.
     *
     * @return ends that
     */
    public Runnable subscribe(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Result publish(List<Event> events) {
        events.forEach(event -> listeners.forEach(listener -> listener.accept(event)));
        return Result.ALL_TAKEN;
    }
}
