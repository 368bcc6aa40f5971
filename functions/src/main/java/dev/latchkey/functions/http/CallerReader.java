package dev.latchkey.functions.http;

import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.dashboard.DashboardSessions;
import dev.latchkey.dashboard.OpenSession;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/**
 * Reads from a request which app's server it comes from, by its API key: taken from {@code x-api-key}, from {@code
 * Authorization: Bearer}, or from {@code ?secretKey=} as Metered's documented calls send it. The first place that holds
 * anything decides. Where none does, a page of the dashboard may come with its session's cookie; see {@link DashboardHeaders}.
 */
public final class CallerReader {
    private final ApiKeyCheck keys;
    private final DashboardSessions sessions;

    public CallerReader(ApiKeyCheck keys, DashboardSessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    /** The app's server behind a call that is about no one room. One read; two with a dashboard session. */
    public Caller read(Request request) {
        return read(request, Resource.APP);
    }

    /** The app's server behind a call about a room, with that room, in as many reads. */
    public Caller readAbout(Request request, RoomName room) {
        return read(request, Resource.room(room));
    }

    /** The app's server behind a call that shows the key itself, in a header: what no dashboard session can. */
    public Caller readKey(Request request) {
        String key = header(request)
                .orElseThrow(() -> new RefusedException(
                        Reason.UNAUTHENTICATED, "an API key is needed: send it as Authorization: Bearer"));
        return known(keys.check(key, false, Resource.APP));
    }

    /** The dashboard session that a page of the dashboard has; a key does not stand for one. Two reads. */
    public OpenSession readSession(Request request) {
        if (!DashboardHeaders.isFromDashboard(request)) {
            throw DashboardSessions.none();
        }
        return open(request, Resource.APP);
    }

    private OpenSession open(Request request, Resource resource) {
        OpenSession open = sessions.open(DashboardHeaders.cookie(request), resource);
        Invocation.current().bySession(open.session().id());
        known(open.caller());
        return open;
    }

    private Caller read(Request request, Resource resource) {
        Optional<String> header = header(request);
        Optional<String> key = header.or(() -> request.query("secretKey"));
        if (key.isEmpty() && DashboardHeaders.isFromDashboard(request)) {
            return open(request, resource).caller();
        }
        return known(keys.check(
                key.orElseThrow(() ->
                        new RefusedException(Reason.UNAUTHENTICATED, "an API key is needed: send it as x-api-key")),
                header.isEmpty(),
                resource));
    }

    private static Optional<String> header(Request request) {
        return request.header("x-api-key").or(request::bearerToken);
    }

    private static Caller known(Caller caller) {
        Invocation.current().about(caller.app().name().value());
        return caller;
    }
}
