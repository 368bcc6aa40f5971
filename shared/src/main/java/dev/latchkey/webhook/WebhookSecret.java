package dev.latchkey.webhook;

import dev.latchkey.json.EcmaScriptJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What the deliveries to one endpoint are signed with (Standard Webhooks): derived whenever it is needed, and kept nowhere but
 * by the endpoint's owner, who is shown it once.
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final byte[] SALT = "latchkey webhook secret".getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes;

    private WebhookSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param version of the endpoint's secret, from 1 on */
    static WebhookSecret derive(MasterKey key, WebhookEndpoint endpoint, int version) {
        String purpose = endpoint.app() + "\n" + endpoint.id() + "\n" + version;
        return new WebhookSecret(Hkdf.derive(
                key.read().getBytes(StandardCharsets.UTF_8), SALT, purpose.getBytes(StandardCharsets.UTF_8), BYTES));
    }

    /** As Standard Webhooks writes it: {@code whsec_} and Base64. For its owner alone. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** The signature of a message, {@code v1,} and Base64. */
    String sign(String id, long unixSec, String body) {
        byte[] signed = (id + "." + unixSec + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(Hkdf.hmac(bytes, signed));
    }

    /**
     * The signature of a message as Huddle01's {@code WebhookReceiver} checks it, with the secret's text for its key. It checks
     * the body as it writes it itself, and not as it came.
     */
    String signAsHuddle01(String id, long unixMillis, String body) {
        byte[] signed = (id + "." + unixMillis + "." + EcmaScriptJson.rewritten(body)).getBytes(StandardCharsets.UTF_8);
        byte[] key = reveal().getBytes(StandardCharsets.UTF_8);
        return "t=" + unixMillis + ",sha256=" + HexFormat.of().formatHex(Hkdf.hmac(key, signed));
    }

    /** It does not print. */
    @Override
    public String toString() {
        return "WebhookSecret(redacted)";
    }
}
