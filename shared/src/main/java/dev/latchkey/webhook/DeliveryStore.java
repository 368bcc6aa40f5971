package dev.latchkey.webhook;

import dev.latchkey.app.AppName;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import java.util.List;
import java.util.Optional;

/** Keeps the events that are on their way to endpoints, or were. */
public interface DeliveryStore {
    /** Keeps a new one, unless it is there already. Returns what is kept. */
    Delivery keep(Delivery delivery);

    Optional<Delivery> find(AppName app, String endpoint, String id);

    /** Replaces one, if it has seen no attempt in between. Returns false when it has, or is forgotten. */
    boolean update(Delivery before, Delivery after);

    /** Newest first. */
    Page<Delivery> list(AppName app, String endpoint, PageRequest<String> wanted);

    /**
     * Deliveries that were given up, oldest first.
     *
     * @param after the id that they come after; that of no delivery, {@link Delivery#positionAt}, for all since some time
     */
    List<Delivery> failed(AppName app, String endpoint, String after, int limit);

    /** Deliveries to a target that are on their way, and have not been attempted in this round, oldest first. */
    List<Delivery> untried(AppName app, String endpoint, String target, String after, int limit);
}
