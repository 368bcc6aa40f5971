package dev.latchkey.client;

/**
 * A webhook whose secret is new.
 *
 * @param secret for {@link WebhookVerifier}; the service shows it this once
 */
public record WebhookWithSecret(Webhook webhook, String secret) {
    static WebhookWithSecret read(JsonObject json) {
        return new WebhookWithSecret(Webhook.read(json), json.text("secret"));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookWithSecret[webhook=" + webhook + "]";
    }
}
