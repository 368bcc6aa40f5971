package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");
    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final String NEW = "fedcba9876543210fedcba9876543210";
    private static final String BODY = """
            {"id": "evt_1", "type": "peer.joined", "timestamp": "2026-11-24T15:00:00.123Z", "app": "dev", "roomName": "é",
             "data": {"peer": null}, "added": "later"}""";

    private static String secret(String key) {
        return "whsec_" + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String key, String id, Instant at, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = id + "." + at.getEpochSecond() + "." + body;
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> headers(String id, Instant at, String signature) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Webhook-Id", id);
        headers.put("Webhook-Timestamp", String.valueOf(at.getEpochSecond()));
        headers.put("Webhook-Signature", signature);
        return headers;
    }

    private static WebhookEvent verify(String key, Map<String, String> headers, String body, Instant now) {
        return new WebhookVerifier(secret(key), Clock.fixed(now, ZoneOffset.UTC))
                .verify(body.getBytes(StandardCharsets.UTF_8), headers::get);
    }

    private static void assertRefused(String key, Map<String, String> headers, String body, Instant now) {
        assertThatThrownBy(() -> verify(key, headers, body, now)).isInstanceOf(InvalidWebhookException.class);
    }

    @Test
    void readsWhatIsGenuine() throws Exception {
        WebhookEvent event = verify(OLD, headers("evt_1", NOW, signature(OLD, "evt_1", NOW, BODY)), BODY, NOW);
        assertThat(event.id()).isEqualTo("evt_1");
        assertThat(event.type()).isEqualTo("peer.joined");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-11-24T15:00:00.123Z"));
        assertThat(event.app()).isEqualTo("dev");
        assertThat(event.roomName()).isEqualTo("é");
        assertThat(event.data()).containsEntry("peer", null);
    }

    @Test
    void eitherSecretIsEnoughDuringARotation() throws Exception {
        String both = signature(NEW, "evt_1", NOW, BODY) + " " + signature(OLD, "evt_1", NOW, BODY);
        Map<String, String> headers = headers("evt_1", NOW, both);
        assertThat(verify(OLD, headers, BODY, NOW).id()).isEqualTo("evt_1");
        assertThat(verify(NEW, headers, BODY, NOW).id()).isEqualTo("evt_1");
        assertRefused("another key of 32 characters....", headers, BODY, NOW);
    }

    @Test
    void takesFiveMinutesBothWaysAndNoMore() throws Exception {
        Map<String, String> headers = headers("evt_1", NOW, signature(OLD, "evt_1", NOW, BODY));
        assertThat(verify(OLD, headers, BODY, NOW.plusSeconds(300))).isNotNull();
        assertThat(verify(OLD, headers, BODY, NOW.minusSeconds(300))).isNotNull();
        assertRefused(OLD, headers, BODY, NOW.plusSeconds(300).plusMillis(1));
        assertRefused(OLD, headers, BODY, NOW.minusSeconds(300).minusMillis(1));
    }

    @Test
    void whatWasChangedIsRefused() throws Exception {
        String signature = signature(OLD, "evt_1", NOW, BODY);
        assertRefused(OLD, headers("evt_1", NOW, signature), BODY + " ", NOW);
        assertRefused(OLD, headers("evt_2", NOW, signature), BODY, NOW);
        assertRefused(OLD, headers("evt_1", NOW.plusSeconds(1), signature), BODY, NOW);
        assertRefused(OLD, headers("evt_1", NOW, signature.replace("v1,", "v2,")), BODY, NOW);
        assertRefused(OLD, headers("evt_1", NOW, "v1,"), BODY, NOW);
        assertRefused(OLD, headers("evt_1", NOW, "v1,!"), BODY, NOW);
        assertRefused(OLD, Map.of(), BODY, NOW);
        assertRefused(OLD, headers("", NOW, signature(OLD, "", NOW, BODY)), BODY, NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void eachHeaderIsNeeded(String name) throws Exception {
        Map<String, String> headers = headers("evt_1", NOW, signature(OLD, "evt_1", NOW, BODY));
        headers.remove(name);
        assertRefused(OLD, headers, BODY, NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"id\": \"evt_1\"}"})
    void whatIsSignedButNoEventIsRefused(String body) throws Exception {
        assertRefused(OLD, headers("evt_1", NOW, signature(OLD, "evt_1", NOW, body)), body, NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_!", "c2VjcmV0"})
    void thatIsNoSecret(String secret) {
        assertThatThrownBy(() -> new WebhookVerifier(secret)).isInstanceOf(IllegalArgumentException.class);
    }
}
