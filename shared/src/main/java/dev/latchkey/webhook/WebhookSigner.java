package dev.latchkey.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs what is delivered, as Standard Webhooks has it: three headers; and for who wants it as Huddle01 has it, in a fourth. */
public final class WebhookSigner {
    /** For how long after a rotation the secret of before signs too. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private final MasterKey key;

    public WebhookSigner(MasterKey key) {
        this.key = key;
    }

    /** The secret that the endpoint's deliveries are signed with from now on. */
    public WebhookSecret secret(WebhookEndpoint endpoint) {
        return WebhookSecret.derive(key, endpoint, endpoint.secretVersion());
    }

    /**
     * The headers of a message.
     *
     * @param id the event's, the same at every attempt
     * @param now when it is sent: a receiver refuses what is older than some minutes
     */
    Map<String, String> headers(WebhookEndpoint endpoint, String id, String body, Instant now) {
        long unixSec = now.getEpochSecond();
        String signature = secret(endpoint).sign(id, unixSec, body);
        if (endpoint.secretVersion() > 1 && now.isBefore(endpoint.rotatedAt().plus(OVERLAP))) {
            WebhookSecret before = WebhookSecret.derive(key, endpoint, endpoint.secretVersion() - 1);
            signature += " " + before.sign(id, unixSec, body);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(unixSec));
        headers.put("webhook-signature", signature);
        if (endpoint.signature() == WebhookSignature.HUDDLE01) {
            headers.put("huddle01-signature", secret(endpoint).signAsHuddle01(id, now.toEpochMilli(), body));
        }
        return headers;
    }
}
