package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.dashboard.DashboardCookie;
import dev.latchkey.dashboard.DashboardSession;
import dev.latchkey.dashboard.DashboardSessionStore;
import java.util.List;
import java.util.Optional;

/** Keeps dashboard sessions in the one table, beside their app. */
public final class DynamoDbDashboardSessionStore implements DashboardSessionStore {
    private final Table table;

    public DynamoDbDashboardSessionStore(Table table) {
        this.table = table;
    }

    @Override
    public void create(DashboardSession session) {
        table.put(DashboardSessionItem.write(session));
    }

    /** In a batch of one: every function that takes an API key may read apps so, and needs no other right for this. */
    @Override
    public Optional<DashboardSession> find(DashboardCookie cookie) {
        return table.get(List.of(Key.dashboardSession(cookie.app(), cookie.sha256()))).values().stream()
                .findFirst()
                .map(DashboardSessionItem::read);
    }

    @Override
    public List<DashboardSession> list(AppName app) {
        return table.queryAll(Key.appPartition(app), Key.DASHBOARD_PREFIX).stream()
                .map(DashboardSessionItem::read)
                .toList();
    }

    @Override
    public void remove(DashboardSession session) {
        table.delete(Key.dashboardSession(session.app(), session.sha256()));
    }
}
