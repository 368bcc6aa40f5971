package dev.latchkey.webhook;

import dev.latchkey.app.AppName;
import java.util.List;
import java.util.Optional;

/** Keeps the endpoints of apps. */
public interface WebhookStore {
    /** The one for rooms, {@link WebhookEndpoint#ROOMS}, is always there. */
    Optional<WebhookEndpoint> find(AppName app, String id);

    /** All but the one for rooms, in the order of their ids. */
    List<WebhookEndpoint> list(AppName app);

    /** Keeps a new endpoint. Returns false when the app has {@link WebhookEndpoint#MOST} by now. */
    boolean create(WebhookEndpoint endpoint);

    /** Puts an endpoint in the place of the version before. Returns false when another is there by now, or none. */
    boolean put(WebhookEndpoint endpoint);

    /** Forgets the endpoint. What is on its way to it is given up. */
    void delete(AppName app, String id);
}
