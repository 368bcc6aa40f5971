package dev.latchkey.functions.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.aws.FakeSecretsManager;
import dev.latchkey.functions.http.NotedContext;
import dev.latchkey.signing.KeySet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotateSigningKeyHandlerTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    /** Of the events in events/rotate-signing-key.*.json. */
    private static final String VERSION = "3a1c9d52-7e44-4a0b-8f6d-2b9b6f0a7c11";

    private final FakeSecretsManager secrets =
            new FakeSecretsManager().withValue("{\"keys\":[]}").withRotationOf(VERSION);
    private final List<KeySet> published = new ArrayList<>();
    private final RotateSigningKeyHandler handler = new RotateSigningKeyHandler(secrets, published::add, NOON);
    private final NotedContext context = new NotedContext();

    @Test
    void theFirstRotationOfADeploymentMakesItsKeys() throws Exception {
        for (String step : List.of("create", "set", "test", "finish")) {
            handle(event("rotate-signing-key." + step + "-secret.json"));
        }

        assertThat(KeySet.parse(secrets.currentText()).keys()).hasSize(10);
        assertThat(secrets.versionByLabel())
                .containsEntry("AWSCURRENT", VERSION)
                .doesNotContainKey("AWSPENDING");
    }

    @Test
    void scheduleHasTheKeysPublishedThatAreCurrent() throws Exception {
        handle(event("rotate-signing-key.publish-keys.json"));
        assertThat(published).isEmpty();
        handle(event("rotate-signing-key.create-secret.json"));
        handle(event("rotate-signing-key.finish-secret.json"));
        published.clear();

        handle(event("rotate-signing-key.publish-keys.json"));

        assertThat(published)
                .singleElement()
                .satisfies(keys -> assertThat(keys.secretText()).isEqualTo(secrets.currentText()));
        assertThat(context.log()).endsWith("\"lambdaRequestId\":\"invocation-1\",\"step\":\"publishKeys\"}\n");
    }

    @Test
    void leavesALogLineWithTheStepAndTheVersionAndNoKey() throws Exception {
        handle(event("rotate-signing-key.create-secret.json"));

        assertThat(context.log())
                .isEqualTo("{\"log\":\"rotation\",\"level\":\"INFO\",\"function\":\"function\","
                        + "\"lambdaRequestId\":\"invocation-1\",\"step\":\"createSecret\",\"version\":\"" + VERSION
                        + "\"}\n");
    }

    @Test
    void whatIsNoEventOfARotationFails() {
        assertThatThrownBy(() -> handle("{}")).hasMessage("an event of Secrets Manager has a Step");
        assertThatThrownBy(
                        () -> handle(event("rotate-signing-key.set-secret.json").replace("setSecret", "dropSecret")))
                .hasMessage("not a step of a rotation");
        assertThat(secrets.texts()).hasSize(1);
    }

    private void handle(String event) throws IOException {
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream(), context);
    }

    private static String event(String file) throws IOException {
        try (InputStream event = RotateSigningKeyHandlerTest.class.getResourceAsStream("/events/" + file)) {
            return new String(event.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
