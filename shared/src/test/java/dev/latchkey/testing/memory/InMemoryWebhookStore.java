package dev.latchkey.testing.memory;

import dev.latchkey.app.AppName;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the endpoints of apps. */
public final class InMemoryWebhookStore implements WebhookStore {
    private final Map<String, WebhookEndpoint> endpoints = new TreeMap<>();

    @Override
    public synchronized Optional<WebhookEndpoint> find(AppName app, String id) {
        Optional<WebhookEndpoint> kept = Optional.ofNullable(endpoints.get(app + "/" + id));
        return kept.isEmpty() && id.equals(WebhookEndpoint.ROOMS) ? Optional.of(WebhookEndpoint.ofRooms(app)) : kept;
    }

    @Override
    public synchronized List<WebhookEndpoint> list(AppName app) {
        return endpoints.values().stream()
                .filter(endpoint -> endpoint.app().equals(app) && !endpoint.isOfRooms())
                .toList();
    }

    @Override
    public synchronized boolean create(WebhookEndpoint endpoint) {
        return list(endpoint.app()).size() < WebhookEndpoint.MOST && put(endpoint);
    }

    @Override
    public synchronized boolean put(WebhookEndpoint endpoint) {
        String key = endpoint.app() + "/" + endpoint.id();
        WebhookEndpoint kept = endpoints.get(key);
        boolean follows = (kept == null ? 0 : kept.version()) == endpoint.version() - 1;
        if (follows) {
            endpoints.put(key, endpoint);
        }
        return follows;
    }

    @Override
    public synchronized void delete(AppName app, String id) {
        endpoints.remove(app + "/" + id);
    }
}
