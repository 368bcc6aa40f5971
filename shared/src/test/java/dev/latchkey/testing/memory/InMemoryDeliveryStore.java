package dev.latchkey.testing.memory;

import dev.latchkey.app.AppName;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryState;
import dev.latchkey.webhook.DeliveryStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps the events that are on their way to endpoints, or were; none is ever forgotten. */
public final class InMemoryDeliveryStore implements DeliveryStore {
    private final Memory memory;

    /** One that shares what it keeps with nobody. */
    public InMemoryDeliveryStore() {
        this(new Memory());
    }

    public InMemoryDeliveryStore(Memory memory) {
        this.memory = memory;
    }

    private static String key(AppName app, String endpoint, String id) {
        return app + "/" + endpoint + "/" + id;
    }

    @Override
    public Delivery keep(Delivery delivery) {
        synchronized (memory) {
            Delivery before =
                    memory.deliveries.putIfAbsent(key(delivery.app(), delivery.endpoint(), delivery.id()), delivery);
            return before == null ? delivery : before;
        }
    }

    @Override
    public Optional<Delivery> find(AppName app, String endpoint, String id) {
        synchronized (memory) {
            return Optional.ofNullable(memory.deliveries.get(key(app, endpoint, id)));
        }
    }

    @Override
    public boolean update(Delivery before, Delivery after) {
        synchronized (memory) {
            Delivery now = memory.deliveries.get(key(before.app(), before.endpoint(), before.id()));
            boolean unchanged = now != null
                    && now.attempts() == before.attempts()
                    && now.roundFrom() == before.roundFrom()
                    && now.state() == before.state();
            if (unchanged) {
                memory.deliveries.put(key(after.app(), after.endpoint(), after.id()), after);
            }
            return unchanged;
        }
    }

    @Override
    public Page<Delivery> list(AppName app, String endpoint, PageRequest<String> wanted) {
        synchronized (memory) {
            String after = wanted.after();
            List<Delivery> rest = of(app, endpoint)
                    .filter(delivery -> after == null || delivery.id().compareTo(after) < 0)
                    .sorted(Comparator.comparing(Delivery::id).reversed())
                    .toList();
            List<Delivery> page = rest.subList(0, Math.min(wanted.limit(), rest.size()));
            return new Page<>(
                    page, rest.size() > page.size() ? page.get(page.size() - 1).id() : null);
        }
    }

    @Override
    public List<Delivery> failed(AppName app, String endpoint, String after, int limit) {
        synchronized (memory) {
            return of(app, endpoint)
                    .filter(delivery -> delivery.state() == DeliveryState.FAILED
                            && delivery.id().compareTo(after) > 0)
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public List<Delivery> untried(AppName app, String endpoint, String target, String after, int limit) {
        synchronized (memory) {
            return of(app, endpoint)
                    .filter(delivery ->
                            delivery.isUntried() && delivery.target().equals(target))
                    .filter(delivery -> delivery.id().compareTo(after) > 0)
                    .limit(limit)
                    .toList();
        }
    }

    private Stream<Delivery> of(AppName app, String endpoint) {
        return memory.deliveries.values().stream()
                .filter(delivery ->
                        delivery.app().equals(app) && delivery.endpoint().equals(endpoint));
    }
}
