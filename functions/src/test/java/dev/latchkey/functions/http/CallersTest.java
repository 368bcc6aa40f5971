package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.Caller;
import dev.latchkey.app.App;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.testing.OneKey;
import dev.latchkey.testing.RoomSketch;
import dev.latchkey.token.SigningAlgorithm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
    private static final String KEY = ApiKeySecret.generate(RoomSketch.APP).reveal();
    private static final String OTHER = ApiKeySecret.generate(RoomSketch.APP).reveal();

    private final OneKey store = new OneKey(
            App.create(RoomSketch.APP, RoomSketch.NOON),
            new ApiKey(
                    RoomSketch.APP,
                    "key-1",
                    ApiKeySecret.parse(KEY).orElseThrow().sha256(),
                    "label",
                    ApiKey.EVERYTHING,
                    Set.of(),
                    Instant.EPOCH,
                    Instant.MAX),
            RoomSketch.publicRoom().room());
    private final Callers callers = new Callers(new ApiKeyCheck(store, Clock.fixed(RoomSketch.NOON, ZoneOffset.UTC)));

    @Test
    void keyComesInAHeaderOfItsOwnAsABearerOrInTheQuery() {
        assertThat(call(Map.of("x-api-key", KEY), Map.of()).key()).isEqualTo(store.key());
        assertThat(call(Map.of("authorization", "Bearer " + KEY), Map.of()).key())
                .isEqualTo(store.key());
        assertThat(call(Map.of(), Map.of("secretKey", KEY)).key()).isEqualTo(store.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
    void schemeIsWrittenInAnyCase(String scheme) {
        assertThat(call(Map.of("authorization", scheme + KEY), Map.of()).key()).isEqualTo(store.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "", "Bearer", "Token "})
    void otherSchemesAreNoBearers(String scheme) {
        refuses(Map.of("authorization", scheme + KEY), Map.of());
    }

    @Test
    void firstPlaceThatHoldsAKeyDecides() {
        refuses(Map.of("x-api-key", OTHER, "authorization", "Bearer " + KEY), Map.of("secretKey", KEY));
        refuses(Map.of("authorization", "Bearer " + OTHER), Map.of("secretKey", KEY));
        refuses(Map.of("x-api-key", ""), Map.of("secretKey", KEY));
    }

    @Test
    void withoutAKeyNobodyIsAnybody() {
        refuses(Map.of(), Map.of());
        assertThat(store.reads()).isZero();
    }

    @Test
    void onlyAKeyInTheQueryIsSubjectToTheAppsConsent() {
        store.app(new App(
                RoomSketch.APP,
                RoomSketch.NOON,
                true,
                Duration.ZERO,
                Instant.EPOCH,
                SigningAlgorithm.HS256,
                false,
                List.of()));

        refuses(Map.of(), Map.of("secretKey", KEY));
        assertThat(call(Map.of("x-api-key", KEY), Map.of()).key()).isEqualTo(store.key());
    }

    @Test
    void roomIsReadAlong() {
        Request request = request(Map.of("x-api-key", KEY), Map.of());

        assertThat(callers.require(request, Optional.of(RoomSketch.STANDUP))
                        .requireRoom()
                        .id())
                .isEqualTo(RoomSketch.STANDUP_ID);
        assertThat(store.reads()).isEqualTo(1);
    }

    private Caller call(Map<String, String> headers, Map<String, String> query) {
        return callers.require(request(headers, query), Optional.empty());
    }

    private void refuses(Map<String, String> headers, Map<String, String> query) {
        assertThatThrownBy(() -> call(headers, query)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(e.detail()).doesNotContain(KEY).doesNotContain(OTHER);
        });
    }

    private static Request request(Map<String, String> headers, Map<String, String> query) {
        return new Request("req-1", "GET", "GET /api/v1/rooms", headers, query, Map.of(), "", "");
    }
}
