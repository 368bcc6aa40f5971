package dev.latchkey.webhook;

import dev.latchkey.app.AppName;

/** Keeps how endpoints have answered. */
public interface HealthStore {
    /** A good one where nothing has been written down. */
    EndpointHealth find(AppName app, String target);

    /** Puts it in the place of the version before. Returns false when another is there by now. */
    boolean put(EndpointHealth health);

    /** From now on nothing bad is known of a webhook; of {@link WebhookEndpoint#ROOMS}, of no address that rooms name. */
    void forget(AppName app, String webhook);
}
