package dev.latchkey.testing.memory;

import dev.latchkey.app.AppName;
import dev.latchkey.webhook.EndpointHealth;
import dev.latchkey.webhook.HealthStore;
import java.util.HashMap;
import java.util.Map;

/** Keeps how endpoints have answered. */
public final class InMemoryHealthStore implements HealthStore {
    private final Map<String, EndpointHealth> kept = new HashMap<>();

    @Override
    public synchronized EndpointHealth find(AppName app, String target) {
        return kept.getOrDefault(app + "/" + target, EndpointHealth.good(app, target));
    }

    @Override
    public synchronized boolean put(EndpointHealth health) {
        boolean follows = find(health.app(), health.target()).version() == health.version() - 1;
        if (follows) {
            kept.put(health.app() + "/" + health.target(), health);
        }
        return follows;
    }

    @Override
    public synchronized void forget(AppName app, String webhook) {
        kept.values()
                .removeIf(health -> health.app().equals(app)
                        && EndpointHealth.webhook(health.target()).equals(webhook));
    }
}
