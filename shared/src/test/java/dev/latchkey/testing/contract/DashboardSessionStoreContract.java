package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.dashboard.DashboardCookie;
import dev.latchkey.dashboard.DashboardSession;
import dev.latchkey.dashboard.DashboardSessionStore;
import dev.latchkey.id.Ids;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link DashboardSessionStore} does. */
public abstract class DashboardSessionStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final AppName APP = new AppName("dev");
    private static final AppName OTHER = new AppName("other");

    private final DashboardSessionStore store;
    private final DashboardCookie cookie = DashboardCookie.generate(APP);
    private final DashboardSession session = session(cookie);

    protected DashboardSessionStoreContract(DashboardSessionStore store) {
        this.store = store;
    }

    private static DashboardSession session(DashboardCookie cookie) {
        return new DashboardSession(
                cookie.app(), Ids.ulid(NOON), cookie.sha256(), "key-1", "digest", NOON, NOON.plus(Duration.ofHours(8)));
    }

    @Test
    void findsTheSessionByItsCookie() {
        assertThat(store.find(cookie)).isEmpty();
        store.create(session);
        assertThat(store.find(cookie)).contains(session);
        assertThat(store.find(DashboardCookie.generate(APP))).isEmpty();
    }

    @Test
    void cookieThatNamesAnotherAppFindsNothing() {
        store.create(session);
        DashboardCookie elsewhere =
                DashboardCookie.parse(cookie.reveal().replace("dev.", "other.")).orElseThrow();
        assertThat(elsewhere.sha256()).isEqualTo(cookie.sha256());
        assertThat(store.find(elsewhere)).isEmpty();
    }

    @Test
    void listsTheSessionsOfOneApp() {
        DashboardSession second = session(DashboardCookie.generate(APP));
        store.create(session);
        store.create(second);
        store.create(session(DashboardCookie.generate(OTHER)));
        assertThat(store.list(APP)).containsExactlyInAnyOrder(session, second);
    }

    @Test
    void removedSessionIsNotFoundAndMayBeRemovedAgain() {
        store.create(session);
        store.remove(session);
        store.remove(session);
        assertThat(store.find(cookie)).isEmpty();
        assertThat(store.list(APP)).isEmpty();
    }
}
