package dev.latchkey.local.event;

import dev.latchkey.json.Json;
import dev.latchkey.local.gateway.LiveFeed;
import java.util.function.Consumer;

/** The events of one app, as server-sent events. */
public final class EventFeed implements LiveFeed {
    private final LocalEventBus bus;

    public EventFeed(LocalEventBus bus) {
        this.bus = bus;
    }

    @Override
    public Runnable subscribe(String app, Consumer<String> listener) {
        return bus.subscribe(event -> {
            if (event.app().value().equals(app)) {
                listener.accept("data: " + Json.write(event.toJson()) + "\n\n");
            }
        });
    }
}
