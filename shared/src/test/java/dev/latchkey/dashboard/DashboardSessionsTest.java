package dev.latchkey.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.memory.InMemoryApiKeyStore;
import dev.latchkey.testing.memory.InMemoryDashboardSessionStore;
import dev.latchkey.testing.memory.Memory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardSessionsTest {
    private static final AppName APP = new AppName("dev");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final InMemoryApiKeyStore apps = new InMemoryApiKeyStore(new Memory());
    private final List<AuditEvent> auditLog = new ArrayList<>();
    private Instant now = NOON;
    private final Clock clock = clock();
    private final DashboardSessions sessions = new DashboardSessions(
            new InMemoryDashboardSessionStore(),
            new ApiKeyCheck(apps, clock, Runnable::run, auditLog::add),
            apps,
            clock,
            auditLog::add);
    private final ApiKey key = key("first", Instant.MAX);
    private final DashboardCookie cookie = DashboardCookie.generate(APP);

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    DashboardSessionsTest() {
        apps.create(App.create(APP, NOON), key);
    }

    private static ApiKey key(String label, Instant expires) {
        return key(label, expires, Set.of(Scope.PEOPLE), Set.of());
    }

    private static ApiKey key(String label, Instant expires, Set<Scope> scopes, Set<RoomName> room) {
        return new ApiKey(APP, Ids.ulid(NOON), ApiKeySecret.generate(APP).sha256(), label, scopes, room, NOON, expires);
    }

    @Test
    void sessionIsOverAfterEightHours() {
        DashboardSession session = sessions.signIn(key, cookie).session();
        assertThat(session.expires()).isEqualTo(NOON.plus(Duration.ofHours(8)));
        now = session.expires().minus(MOMENT);
        assertThat(open().session()).isEqualTo(session);
        now = session.expires();
        assertOver();
    }

    @Test
    void sessionIsOverWithItsKey() {
        ApiKey brief = key("short", NOON.plusSeconds(60));
        apps.add(brief);
        DashboardSession session = sessions.signIn(brief, cookie).session();
        assertThat(session.expires()).isEqualTo(NOON.plusSeconds(60));
        now = NOON.plusSeconds(60).minus(MOMENT);
        open();
        now = NOON.plusSeconds(60);
        assertOver();
    }

    @Test
    void sessionIsOverWhenItsKeyGetsAnEarlierEnd() {
        KeyedSession begun = sessions.signIn(key, cookie);
        ApiKey ending = key.changed("first", key.scopes(), Set.of(), NOON.plusSeconds(60));
        apps.update(ending);
        assertThat(begun.session().expiresWith(ending)).isEqualTo(NOON.plusSeconds(60));
        now = NOON.plusSeconds(60);
        assertOver();
    }

    @Test
    void whatTheKeyMayTheSessionMayFromCallToCall() {
        sessions.signIn(key, cookie);
        ApiKey limited =
                key.changed("other", Set.of(Scope.PEOPLE, Scope.READ_ONLY), Set.of(new RoomName("room")), Instant.MAX);
        apps.update(limited);
        ApiKey used = open().caller().key();
        assertThat(used.label()).isEqualTo("other");
        assertThat(used.scopes()).isEqualTo(limited.scopes());
        assertThat(used.room()).isEqualTo(limited.room());
    }

    @Test
    void revokedKeyEndsItsSessions() {
        sessions.signIn(key, cookie);
        apps.remove(key);
        assertOver();
    }

    @Test
    void appThatIsSwitchedOffIsRefusedAsWithTheKey() {
        sessions.signIn(key, cookie);
        apps.update(new App(
                APP, NOON, false, Duration.ZERO, Instant.EPOCH, "", SigningAlgorithm.HS256, true, 0, List.of(), 2));
        assertRefused(Reason.FORBIDDEN);
    }

    @Test
    void whatIsNoCookieOfOursIsNoSession() {
        assertOver();
        assertThatThrownBy(() -> sessions.open("", Resource.APP)).isInstanceOf(RefusedException.class);
    }

    @Test
    void whoeverSignsOutIsOutAndMaySayItTwice() {
        sessions.signIn(key, cookie);
        apps.remove(key);
        sessions.signOut(cookie.reveal());
        sessions.signOut(cookie.reveal());
        sessions.signOut("no cookie");
        assertThat(auditLog).extracting(event -> event.members().get("outcome")).containsExactly("granted", "ended");
    }

    @Test
    void listsTheNewestFirstAPageAtATime() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            now = NOON.plusSeconds(i);
            ids.add(
                    0,
                    sessions.signIn(key, DashboardCookie.generate(APP))
                            .session()
                            .id());
        }
        sessions.signIn(key, cookie);
        Caller caller = open().caller();
        sessions.signOut(cookie.reveal());

        Page<KeyedSession> first = sessions.list(caller, PageRequest.first(2));
        assertThat(ids(first)).isEqualTo(ids.subList(0, 2));
        Page<KeyedSession> second = sessions.list(caller, PageRequest.after(2, first.next()));
        assertThat(ids(second)).isEqualTo(ids.subList(2, 4));
        Page<KeyedSession> last = sessions.list(caller, PageRequest.after(2, second.next()));
        assertThat(ids(last)).isEqualTo(ids.subList(4, 5));
        assertThat(last.next()).isNull();
        assertThat(sessions.list(caller, PageRequest.first(5)).next()).isNull();
        assertThat(Page.all(1, wanted -> sessions.list(caller, wanted))).hasSize(5);
    }

    @Test
    void listsNeitherWhatIsOverNorWhatIsAnothersKeys() {
        ApiKey other = key("other", Instant.MAX);
        apps.add(other);
        String others =
                sessions.signIn(other, DashboardCookie.generate(APP)).session().id();
        String old =
                sessions.signIn(key, DashboardCookie.generate(APP)).session().id();
        now = NOON.plus(Duration.ofHours(8)).minus(MOMENT);
        String own = sessions.signIn(key, cookie).session().id();
        Caller caller = open().caller();

        assertThat(ids(sessions.list(caller, PageRequest.first(10)))).containsExactly(own, old);
        assertThat(sessions.find(caller, own)).isPresent();
        assertThat(sessions.find(caller, others)).isEmpty();
        now = NOON.plus(Duration.ofHours(8));
        assertThat(ids(sessions.list(caller, PageRequest.first(10)))).containsExactly(own);
        assertThat(sessions.find(caller, old)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "SETTINGS,           none, true,  true",
                "SETTINGS READ_ONLY, none, true,  false",
                "SETTINGS,           room, false, false",
                "PEOPLE READ_ONLY,   none, false, false"
            })
    void keyForSettingsSeesTheSessionsOfTheAppAndEndsThemIfItMayWrite(
            String scopes, @Nullable String room, boolean sees, boolean ends) {
        String others =
                sessions.signIn(key, DashboardCookie.generate(APP)).session().id();
        ApiKey looking = key(
                "looking",
                Instant.MAX,
                Stream.of(scopes.split(" ")).map(Scope::valueOf).collect(Collectors.toSet()),
                room == null ? Set.of() : Set.of(new RoomName(room)));
        apps.add(looking);
        String own = sessions.signIn(looking, cookie).session().id();
        Caller caller = open().caller();

        assertThat(ids(sessions.list(caller, PageRequest.first(10))).contains(others))
                .isEqualTo(sees);
        assertThat(sessions.find(caller, others).isPresent()).isEqualTo(ends);
        assertThat(sessions.find(caller, own)).isPresent();
    }

    @Test
    void sessionOfARevokedKeyIsInNoList() {
        ApiKey settings = key("settings", Instant.MAX, Set.of(Scope.SETTINGS), Set.of());
        apps.add(settings);
        sessions.signIn(settings, cookie);
        String others =
                sessions.signIn(key, DashboardCookie.generate(APP)).session().id();
        Caller caller = open().caller();
        assertThat(ids(sessions.list(caller, PageRequest.first(10)))).contains(others);
        apps.remove(key);
        assertThat(ids(sessions.list(caller, PageRequest.first(10)))).doesNotContain(others);
    }

    @Test
    void everyStepIsInTheAuditLogWithKeyAndSession() {
        DashboardSession session = sessions.signIn(key, cookie).session();
        apps.remove(key);
        assertOver();
        sessions.end(session);

        assertThat(auditLog)
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.members())
                        .containsEntry("what", "dashboard_session")
                        .containsEntry("app", "dev")
                        .containsEntry("keyId", key.id())
                        .containsEntry("dashboardSessionId", session.id()));
        assertThat(auditLog)
                .extracting(event -> event.members().get("outcome"))
                .containsExactly("granted", "refused", "ended");
        assertThat(auditLog.toString()).doesNotContain(cookie.reveal(), cookie.sha256(), key.sha256());
    }

    private OpenSession open() {
        return sessions.open(cookie.reveal(), Resource.APP);
    }

    private void assertOver() {
        assertRefused(Reason.DASHBOARD_SESSION_OVER);
    }

    private void assertRefused(Reason reason) {
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static List<String> ids(Page<KeyedSession> page) {
        return page.entries().stream().map(keyed -> keyed.session().id()).toList();
    }
}
