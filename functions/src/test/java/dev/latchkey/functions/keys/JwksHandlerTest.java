package dev.latchkey.functions.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.functions.http.NotedContext;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.json.Json;
import dev.latchkey.token.CachedSigningKeys;
import dev.latchkey.token.KeyRotation;
import dev.latchkey.token.KeySet;
import dev.latchkey.token.SigningKeys;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class JwksHandlerTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final KeySet KEYS = new KeyRotation().fresh(NOON.instant());

    @Test
    void publishesThePublicKeysForFiveMinutes() throws Exception {
        Map<String, Object> answer = get(KEYS.secretText());

        assertThat(answer).containsEntry("statusCode", 200L).containsEntry("body", KEYS.publicJwks());
        assertThat(answer.get("headers").toString())
                .contains("content-type=application/jwk-set+json", "cache-control=public, max-age=300");
    }

    @Test
    void isUnavailableBeforeTheFirstRotationAndIsNotCached() throws Exception {
        Map<String, Object> answer = get("{\"keys\":[]}");

        assertThat(answer).containsEntry("statusCode", 503L);
        assertThat(answer.get("headers").toString()).contains("cache-control=no-store");
    }

    private static Map<String, Object> get(String secretText) throws Exception {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (InputStream event = JwksHandlerTest.class.getResourceAsStream("/events/jwks.json")) {
            new JwksHandler(new KeysOnly(secretText)).handleRequest(event, answer, new NotedContext());
        }
        return Json.readObject(answer.toString(StandardCharsets.UTF_8));
    }

    /** A platform that has a secret and nothing else. */
    private record KeysOnly(String secretText) implements Platform {
        @Override
        public Clock clock() {
            return NOON;
        }

        @Override
        public SigningKeys signingKeys() {
            return new CachedSigningKeys(() -> secretText, NOON, Runnable::run, notice -> {});
        }

        @Override
        public DynamoDbClient dynamoDb() {
            throw new UnsupportedOperationException("publishing keys needs no table");
        }

        @Override
        public String table() {
            throw new UnsupportedOperationException("publishing keys needs no table");
        }
    }
}
