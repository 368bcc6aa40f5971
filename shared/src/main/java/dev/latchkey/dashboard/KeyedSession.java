package dev.latchkey.dashboard;

import dev.latchkey.apikey.ApiKey;

/** A dashboard session and its API key as that is now. */
public record KeyedSession(DashboardSession session, ApiKey key) {}
