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
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.OneKey;
import dev.latchkey.testing.RoomBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerReaderTest {
    private static final String KEY = ApiKeySecret.generate(RoomBuilder.APP).reveal();
    private static final String OTHER = ApiKeySecret.generate(RoomBuilder.APP).reveal();

    private final OneKey store = new OneKey(
            App.create(RoomBuilder.APP, RoomBuilder.NOON),
            new ApiKey(
                    RoomBuilder.APP,
                    "key-1",
                    ApiKeySecret.parse(KEY).orElseThrow().sha256(),
                    "label",
                    ApiKey.EVERYTHING,
                    Set.of(),
                    Instant.EPOCH,
                    Instant.MAX),
            RoomBuilder.publicRoom().room());
    private final CallerReader callers = new CallerReader(
            new ApiKeyCheck(store, Clock.fixed(RoomBuilder.NOON, ZoneOffset.UTC), work -> {}, decision -> {}));

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
                RoomBuilder.APP,
                RoomBuilder.NOON,
                true,
                Duration.ZERO,
                Instant.EPOCH,
                "",
                SigningAlgorithm.HS256,
                false,
                0,
                List.of(),
                1));

        refuses(Map.of(), Map.of("secretKey", KEY));
        assertThat(call(Map.of("x-api-key", KEY), Map.of()).key()).isEqualTo(store.key());
    }

    @Test
    void roomIsReadAlong() {
        Request request = request(Map.of("x-api-key", KEY), Map.of());

        assertThat(callers.readAbout(request, RoomBuilder.STANDUP).requireRoom().id())
                .isEqualTo(RoomBuilder.STANDUP_ID);
        assertThat(store.reads()).isEqualTo(1);
    }

    private Caller call(Map<String, String> headers, Map<String, String> query) {
        return callers.read(request(headers, query));
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
