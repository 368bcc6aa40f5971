package dev.latchkey.testing.memory;

import dev.latchkey.app.AppName;
import dev.latchkey.dashboard.DashboardCookie;
import dev.latchkey.dashboard.DashboardSession;
import dev.latchkey.dashboard.DashboardSessionStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps dashboard sessions. */
public final class InMemoryDashboardSessionStore implements DashboardSessionStore {
    private final Map<String, DashboardSession> sessions = new HashMap<>();

    @Override
    public synchronized void create(DashboardSession session) {
        sessions.put(session.sha256(), session);
    }

    @Override
    public synchronized Optional<DashboardSession> find(DashboardCookie cookie) {
        return Optional.ofNullable(sessions.get(cookie.sha256()))
                .filter(session -> session.app().equals(cookie.app()));
    }

    @Override
    public synchronized List<DashboardSession> list(AppName app) {
        return sessions.values().stream()
                .filter(session -> session.app().equals(app))
                .toList();
    }

    @Override
    public synchronized void remove(DashboardSession session) {
        sessions.remove(session.sha256());
    }
}
