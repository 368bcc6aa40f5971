package dev.latchkey.dashboard;

import dev.latchkey.apikey.Caller;

/**
 * A session that is not over, with what it may do.
 *
 * @param caller the app's server, by the session's API key as that is now
 */
public record OpenSession(DashboardSession session, Caller caller) {}
