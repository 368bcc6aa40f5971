package dev.latchkey.functions.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.functions.http.NotedContext;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.json.Json;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.signing.QuickKeys;
import dev.latchkey.signing.SigningKey;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.signing.TokenKind;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JwksHandlerTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final KeySet KEYS = QuickKeys.rotation().fresh(NOON.instant());
    private static final Platform BEFORE_THE_FIRST_ROTATION = new PublicKeysOnly("{\"keys\":[]}");
    private static final Platform ROTATED = new PublicKeysOnly(KEYS.secretText());

    @Test
    void publishesThePublicKeysForFiveMinutes() throws Exception {
        Map<String, Object> answer = get(new SessionJwksHandler(ROTATED), "session-jwks.json");

        assertThat(answer).containsEntry("statusCode", 200L).containsEntry("body", KEYS.publicJwks(TokenKind.SESSION));
        assertThat(answer.get("headers").toString())
                .contains("content-type=application/jwk-set+json", "cache-control=public, max-age=300");
    }

    @Test
    void keyOfOneKindIsNotAtTheAddressOfAnother() throws Exception {
        String session = body(new SessionJwksHandler(ROTATED), "session-jwks.json");
        String access = body(new AccessJwksHandler(ROTATED), "access-jwks.json");

        for (SigningKey key : KEYS.keys()) {
            boolean isPublic = key.algorithm().isPublic();
            assertThat(session.contains(key.kid())).isEqualTo(isPublic && key.kind() == TokenKind.SESSION);
            assertThat(access.contains(key.kid())).isEqualTo(isPublic && key.kind() == TokenKind.ACCESS);
        }
    }

    @Test
    void isUnavailableBeforeTheFirstRotationAndIsNotCached() throws Exception {
        Map<String, Object> answer = get(new SessionJwksHandler(BEFORE_THE_FIRST_ROTATION), "session-jwks.json");

        assertThat(answer).containsEntry("statusCode", 503L);
        assertThat(answer.get("headers").toString()).contains("cache-control=no-store");
    }

    private static String body(RequestStreamHandler handler, String event) throws Exception {
        return String.valueOf(get(handler, event).get("body"));
    }

    private static Map<String, Object> get(RequestStreamHandler handler, String event) throws Exception {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (InputStream call = JwksHandlerTest.class.getResourceAsStream("/events/" + event)) {
            handler.handleRequest(call, answer, new NotedContext());
        }
        return Json.readObject(answer.toString(StandardCharsets.UTF_8));
    }

    /** A platform that has public keys and nothing else. */
    private record PublicKeysOnly(String secretText) implements Platform {
        @Override
        public Clock clock() {
            return NOON;
        }

        @Override
        public PublicKeys publicKeys() {
            return new CachedSigningKeys(() -> secretText, NOON, Runnable::run, notice -> {});
        }

        @Override
        public SigningKeys signingKeys() {
            throw new UnsupportedOperationException("handing out public keys needs no private one");
        }

        @Override
        public Stores stores() {
            throw new UnsupportedOperationException("the public keys are here");
        }
    }
}
