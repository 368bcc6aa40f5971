package dev.latchkey.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookSignerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.9Z");
    private static final String BODY = "{\"name\":\"Ada ü\"}";
    private static final WebhookEndpoint ENDPOINT = endpoint("dev", "wh_1");

    private final WebhookSigner signer = new WebhookSigner(() -> "the master key of all, not to be guessed");

    private static WebhookEndpoint endpoint(String app, String id) {
        return endpoint(app, id, WebhookSignature.STANDARD);
    }

    private static WebhookEndpoint endpoint(String app, String id, WebhookSignature signature) {
        return new WebhookEndpoint(
                new AppName(app),
                id,
                "https://example.com/",
                Set.of(),
                Set.of(),
                "",
                signature,
                true,
                NOON,
                1,
                Instant.EPOCH,
                1);
    }

    private static String signature(String secret, String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void signsIdTimeAndBodyAsStandardWebhooksHasIt() throws Exception {
        Map<String, String> headers = signer.headers(ENDPOINT, "evt_1", BODY, NOON);
        String secret = signer.secret(ENDPOINT).reveal();

        assertThat(headers.get("webhook-id")).isEqualTo("evt_1");
        assertThat(headers.get("webhook-timestamp")).isEqualTo("1767268800");
        assertThat(headers.get("webhook-signature")).isEqualTo(signature(secret, "evt_1.1767268800." + BODY));
    }

    /** Its receiver parses a body and writes it again before it looks at it. */
    @Test
    void signsAsHuddle01HasItBesideThat() throws Exception {
        WebhookEndpoint endpoint = endpoint("dev", "wh_1", WebhookSignature.HUDDLE01);
        String body = "{\"id\":\"evt_1\",\"data\":{\"b\":1.0,\"7\":\"\\u001F\"}}";
        Map<String, String> headers = signer.headers(endpoint, "evt_1", body, NOON);
        String signed = "evt_1.1767268800900.{\"id\":\"evt_1\",\"data\":{\"7\":\"\\u001f\",\"b\":1}}";

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(signer.secret(endpoint).reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String hex = HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        assertThat(headers).containsEntry("huddle01-signature", "t=1767268800900,sha256=" + hex);
        assertThat(headers.get("webhook-signature"))
                .isEqualTo(signature(signer.secret(endpoint).reveal(), "evt_1.1767268800." + body));
        assertThat(signer.headers(ENDPOINT, "evt_1", body, NOON)).doesNotContainKey("huddle01-signature");
    }

    /** It has room for one signature: whoever changes the secret changes both ends. */
    @Test
    void huddle01sSignatureIsOfTheNewSecretAtOnce() {
        WebhookEndpoint rotated =
                endpoint("dev", "wh_1", WebhookSignature.HUDDLE01).withNewSecret(NOON);
        assertThat(signer.headers(rotated, "evt_1", BODY, NOON))
                .containsEntry(
                        "huddle01-signature",
                        signer.secret(rotated).signAsHuddle01("evt_1", NOON.toEpochMilli(), BODY));
    }

    @Test
    void aSecretIs32BytesOfBase64() {
        String secret = signer.secret(ENDPOINT).reveal();
        assertThat(secret)
                .startsWith("whsec_")
                .isEqualTo(signer.secret(ENDPOINT).reveal());
        assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                .hasSize(32);
    }

    @Test
    void eachAppEndpointVersionAndMasterKeyHasAnotherSecret() {
        WebhookSigner other = new WebhookSigner(() -> "another master key, not to be guessed either");
        assertThat(Set.of(
                        signer.secret(ENDPOINT).reveal(),
                        signer.secret(endpoint("other", "wh_1")).reveal(),
                        signer.secret(endpoint("dev", "wh_2")).reveal(),
                        signer.secret(ENDPOINT.withNewSecret(NOON)).reveal(),
                        other.secret(ENDPOINT).reveal()))
                .hasSize(5);
    }

    @Test
    void afterARotationBothSecretsSignForADay() throws Exception {
        WebhookEndpoint rotated = ENDPOINT.withNewSecret(NOON);
        Instant last = NOON.plus(Duration.ofHours(24)).minusMillis(1);
        String signed = "evt_1." + last.getEpochSecond() + "." + BODY;

        assertThat(signer.headers(rotated, "evt_1", BODY, last)
                        .get("webhook-signature")
                        .split(" "))
                .containsExactly(
                        signature(signer.secret(rotated).reveal(), signed),
                        signature(signer.secret(ENDPOINT).reveal(), signed));
        assertThat(signer.headers(rotated, "evt_1", BODY, NOON.plus(Duration.ofHours(24)))
                        .get("webhook-signature"))
                .doesNotContain(" ");
    }

    @Test
    void neverPrintsItself() {
        assertThat(signer.secret(ENDPOINT).toString()).doesNotContain("whsec_");
    }
}
