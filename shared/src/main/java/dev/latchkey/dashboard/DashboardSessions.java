package dev.latchkey.dashboard;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Signs in to the dashboard and out of it, and says who comes with a session. */
public final class DashboardSessions {
    private final DashboardSessionStore store;
    private final ApiKeyCheck keys;
    private final ApiKeyStore apps;
    private final Clock clock;
    private final AuditLog auditLog;

    /** @param apps lists the keys of an app */
    public DashboardSessions(
            DashboardSessionStore store, ApiKeyCheck keys, ApiKeyStore apps, Clock clock, AuditLog auditLog) {
        this.store = store;
        this.keys = keys;
        this.apps = apps;
        this.clock = clock;
        this.auditLog = auditLog;
    }

    /** Begins a session of whoever has shown that key. The browser gets the cookie, and nobody keeps it. */
    public KeyedSession signIn(ApiKey key, DashboardCookie cookie) {
        DashboardSession session = DashboardSession.begin(key, cookie, clock.instant());
        store.create(session);
        record(session, "granted");
        return new KeyedSession(session, key);
    }

    /**
     * The session that the browser has, and the app's server behind it: with all that its API key may by now, and no more. Two
     * reads, and none for a text that cannot be a cookie.
     *
     * @param presented the cookie's value
     * @param resource the app, or the one room that is read along
     * @throws RefusedException dashboard session over when there is none, or its key is revoked or expired; forbidden when the
     *     app is switched off
     */
    public OpenSession open(String presented, Resource resource) {
        DashboardSession session = find(presented)
                .filter(found -> !found.isOverAt(clock.instant()))
                .orElseThrow(() -> over(AuditEvent.about(AuditEvent.What.DASHBOARD_SESSION)));
        Caller caller =
                keys.again(session.app(), session.keySha256(), resource).orElseThrow(() -> over(about(session)));
        return new OpenSession(session, caller.bySession(session.id()));
    }

    private Optional<DashboardSession> find(String presented) {
        return DashboardCookie.parse(presented).flatMap(store::find);
    }

    /** Ends the session that the browser has, if there is one: also where its key or its app lets nobody in any more. */
    public void signOut(String presented) {
        find(presented).ifPresent(this::end);
    }

    /** Ends a session: its cookie opens nothing from now on. */
    public void end(DashboardSession session) {
        store.remove(session);
        record(session, "ended");
    }

    /** The API keys whose sessions the caller sees, or ends: its own, and with the scope for keys those of the app. */
    private List<ApiKey> keysInSight(Caller caller, boolean writes) {
        List<ApiKey> inSight = new ArrayList<>();
        ApiKey own = caller.key();
        if (own != null) {
            if (own.refusal(Scope.SETTINGS, writes, Resource.APP).isEmpty()) {
                inSight.addAll(apps.list(own.app()));
            }
            inSight.add(own);
        }
        return inSight;
    }

    /** The sessions that the caller sees and that are not over, newest first. */
    public Page<KeyedSession> list(Caller caller, PageRequest<String> wanted) {
        String after = wanted.after();
        List<KeyedSession> left = inSight(caller, false)
                .filter(keyed -> after == null || id(keyed).compareTo(after) < 0)
                .sorted(Comparator.comparing(DashboardSessions::id).reversed())
                .toList();
        if (left.size() <= wanted.limit()) {
            return Page.last(left);
        }
        List<KeyedSession> page = left.subList(0, wanted.limit());
        return new Page<>(page, id(page.get(page.size() - 1)));
    }

    /** The session of that id, if the caller may end it. */
    public Optional<DashboardSession> find(Caller caller, String id) {
        return inSight(caller, true)
                .map(KeyedSession::session)
                .filter(session -> session.id().equals(id))
                .findFirst();
    }

    private Stream<KeyedSession> inSight(Caller caller, boolean writes) {
        Instant now = clock.instant();
        Map<String, ApiKey> keys = new HashMap<>();
        keysInSight(caller, writes).stream()
                .filter(key -> !key.isExpiredAt(now))
                .forEach(key -> keys.put(key.id(), key));
        return store.list(caller.app().name()).stream()
                .filter(session -> !session.isOverAt(now))
                .flatMap(session ->
                        Optional.ofNullable(keys.get(session.keyId()))
                                .map(key -> new KeyedSession(session, key))
                                .stream());
    }

    private static String id(KeyedSession keyed) {
        return keyed.session().id();
    }

    private void record(DashboardSession session, String outcome) {
        auditLog.record(about(session).outcome(outcome));
    }

    private static AuditEvent about(DashboardSession session) {
        return AuditEvent.about(AuditEvent.What.DASHBOARD_SESSION)
                .app(session.app())
                .key(session.keyId())
                .dashboardSession(session.id());
    }

    private RefusedException over(AuditEvent about) {
        auditLog.record(about.refused(Reason.DASHBOARD_SESSION_OVER));
        return none();
    }

    /** How somebody is refused who has none. */
    public static RefusedException none() {
        return new RefusedException(
                Reason.DASHBOARD_SESSION_OVER,
                "the dashboard session is over, or there is none: sign in with an API key");
    }
}
