package dev.latchkey.webhook;

import dev.latchkey.id.Ids;
import dev.latchkey.json.Json;
import dev.latchkey.outbound.CallResult;
import dev.latchkey.outbound.Outbound;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls an endpoint once with an event of no consequence, for its owner who waits for what comes of it. */
public final class TestCall {
    private static final String TYPE = "webhook.test";

    private final Outbound outbound;
    private final WebhookSigner signer;
    private final Clock clock;

    public TestCall(Outbound outbound, WebhookSigner signer, Clock clock) {
        this.outbound = outbound;
        this.signer = signer;
        this.clock = clock;
    }

    /** @param address that of the endpoint, as the rules of addresses read it */
    public CallResult make(WebhookEndpoint endpoint, URI address) {
        Instant now = clock.instant();
        String id = "evt_" + Ids.ulid(now);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", id);
        event.put("type", TYPE);
        event.put("timestamp", now.toString());
        event.put("app", endpoint.app().value());
        event.put("data", Map.of("webhookId", endpoint.id()));
        String body = Json.write(event);
        return outbound.post(address, signer.headers(endpoint, id, body, now), body);
    }
}
