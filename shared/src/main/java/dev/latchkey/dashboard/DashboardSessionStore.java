package dev.latchkey.dashboard;

import dev.latchkey.app.AppName;
import java.util.List;
import java.util.Optional;

/** Keeps dashboard sessions. One that is over may be found for a while. */
public interface DashboardSessionStore {
    void create(DashboardSession session);

    /** The session that the browser with that cookie has. */
    Optional<DashboardSession> find(DashboardCookie cookie);

    /** Every session of the app, in no order. */
    List<DashboardSession> list(AppName app);

    /** Forgets the session: whoever has it is signed out. */
    void remove(DashboardSession session);
}
