package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.Caller;
import dev.latchkey.app.App;
import dev.latchkey.dashboard.DashboardCookie;
import dev.latchkey.dashboard.DashboardSessions;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.OneKey;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.testing.memory.InMemoryDashboardSessionStore;
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
    private final Clock clock = Clock.fixed(RoomBuilder.NOON, ZoneOffset.UTC);
    private final ApiKeyCheck keys = new ApiKeyCheck(store, clock, work -> {}, decision -> {});
    private final DashboardSessions sessions =
            new DashboardSessions(new InMemoryDashboardSessionStore(), keys, store, clock, decision -> {});
    private final CallerReader callers = new CallerReader(keys, sessions);

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

    @Test
    void cookieOfTheDashboardStandsForItsKeyBesideTheHeader() {
        String session = signIn();

        Caller caller = callers.read(fromDashboard(Map.of("latchkey-dashboard", "1"), Map.of()));

        assertThat(caller.key()).isEqualTo(store.key());
        assertThat(caller.id()).isEqualTo("key:key-1");
        assertThat(caller.dashboardSession()).isEqualTo(session);
    }

    @Test
    void roomIsReadAlongWithASession() {
        signIn();
        Request request = fromDashboard(Map.of("latchkey-dashboard", "1"), Map.of());

        assertThat(callers.readAbout(request, RoomBuilder.STANDUP).requireRoom().id())
                .isEqualTo(RoomBuilder.STANDUP_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "true", "1 ", "11"})
    void withoutTheHeaderTheCookieIsNotThere(String header) {
        signIn();
        refuses(fromDashboard(Map.of("latchkey-dashboard", header), Map.of()), Reason.UNAUTHENTICATED);
        refuses(fromDashboard(Map.of(), Map.of()), Reason.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dTpw", "Bearer", ""})
    void besideAnyAuthorizationTheCookieIsNotThere(String authorization) {
        signIn();
        refuses(
                fromDashboard(Map.of("latchkey-dashboard", "1", "authorization", authorization), Map.of()),
                Reason.UNAUTHENTICATED);
    }

    @Test
    void keyThatCameItselfDecides() {
        signIn();
        refuses(fromDashboard(Map.of("latchkey-dashboard", "1", "x-api-key", OTHER), Map.of()), Reason.UNAUTHENTICATED);
        refuses(fromDashboard(Map.of("latchkey-dashboard", "1"), Map.of("secretKey", OTHER)), Reason.UNAUTHENTICATED);
        Caller byKey = callers.read(fromDashboard(Map.of("latchkey-dashboard", "1", "x-api-key", KEY), Map.of()));
        assertThat(byKey.dashboardSession()).isNull();
    }

    @Test
    void dashboardWithoutASessionIsToldSo() {
        refuses(fromDashboard(Map.of("latchkey-dashboard", "1"), Map.of()), Reason.DASHBOARD_SESSION_OVER);
        cookies = List.of("__Host-latchkey2=" + cookie, "latchkey=" + cookie, "x__Host-latchkey=" + cookie);
        refuses(fromDashboard(Map.of("latchkey-dashboard", "1"), Map.of()), Reason.DASHBOARD_SESSION_OVER);
    }

    @Test
    void onlyAKeyInAHeaderShowsTheKeyItself() {
        signIn();
        assertThat(callers.readKey(request(Map.of("authorization", "Bearer " + KEY), Map.of()))
                        .key())
                .isEqualTo(store.key());
        assertThat(callers.readKey(request(Map.of("x-api-key", KEY), Map.of())).key())
                .isEqualTo(store.key());
        for (Request request : List.of(
                request(Map.of(), Map.of("secretKey", KEY)),
                fromDashboard(Map.of("latchkey-dashboard", "1"), Map.of()))) {
            assertThatThrownBy(() -> callers.readKey(request))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED));
        }
    }

    private String cookie = "";
    private List<String> cookies = List.of();

    /** Returns the session's id. */
    private String signIn() {
        DashboardCookie made = DashboardCookie.generate(RoomBuilder.APP);
        cookie = made.reveal();
        cookies = List.of("other=1", "__Host-latchkey=" + cookie);
        return sessions.signIn(store.key(), made).session().id();
    }

    private Request fromDashboard(Map<String, String> headers, Map<String, String> query) {
        return new Request("req-1", "GET", "GET /api/v1/rooms", headers, query, Map.of(), "", "", cookies, "");
    }

    private void refuses(Request request, Reason reason) {
        assertThatThrownBy(() -> callers.read(request)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(cookie.isEmpty() || !e.detail().contains(cookie)).isTrue();
        });
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
        return new Request("req-1", "GET", "GET /api/v1/rooms", headers, query, Map.of(), "", "", List.of(), "");
    }
}
