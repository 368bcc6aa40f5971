package dev.latchkey.functions.dashboard;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Caller;
import dev.latchkey.dashboard.DashboardCookie;
import dev.latchkey.dashboard.DashboardSession;
import dev.latchkey.dashboard.DashboardSessions;
import dev.latchkey.dashboard.KeyedSession;
import dev.latchkey.dashboard.OpenSession;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.DashboardHeaders;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Who is signed in to the dashboard: {@code /api/v1/dashboard/session} and {@code /sessions}. The routes are called by the same
 * page, with the same rights, so they share a function.
 */
public final class DashboardHandler implements HttpHandler {
    private final CallerReader callers;
    private final DashboardSessions sessions;
    private final Clock clock;

    public DashboardHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public DashboardHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.sessions = services.dashboardSessions();
        this.clock = services.clock();
    }

    @Override
    public Response answer(Request request) {
        return switch (request.route()) {
            case "POST /api/v1/dashboard/sessions" -> signIn(request);
            case "GET /api/v1/dashboard/sessions" -> list(request);
            case "DELETE /api/v1/dashboard/sessions/{id}" -> end(request);
            case "GET /api/v1/dashboard/session" -> current(request);
            case "DELETE /api/v1/dashboard/session" -> signOut(request);
            default -> throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
        };
    }

    private Response signIn(Request request) {
        Caller caller = callers.readKey(request);
        request.body().finish();
        DashboardCookie cookie = DashboardCookie.generate(caller.app().name());
        KeyedSession begun = sessions.signIn(keyOf(caller), cookie);
        return DashboardHeaders.signedIn(
                Response.created(DashboardSessionJson.answer(begun)),
                cookie,
                Duration.between(clock.instant(), begun.session().expires()));
    }

    private Response current(Request request) {
        OpenSession open = callers.readSession(request);
        return Response.ok(DashboardSessionJson.answer(new KeyedSession(open.session(), keyOf(open.caller()))));
    }

    /** Whoever goes may go: with a revoked key too, and twice. */
    private Response signOut(Request request) {
        if (!DashboardHeaders.isFromDashboard(request)) {
            throw DashboardSessions.none();
        }
        sessions.signOut(DashboardHeaders.cookie(request));
        return DashboardHeaders.signedOut(Response.ok(Map.of("success", true)));
    }

    private Response list(Request request) {
        Caller caller = callers.read(request);
        return Paging.page(
                "sessions",
                sessions.list(caller, Paging.wanted(request)),
                keyed -> DashboardSessionJson.listed(keyed, isOf(keyed.session(), caller)),
                keyed -> keyed.session().id());
    }

    private Response end(Request request) {
        Caller caller = callers.read(request);
        DashboardSession session = sessions.find(caller, request.path("id"))
                .orElseThrow(() -> new RefusedException(
                        Reason.DASHBOARD_SESSION_NOT_FOUND,
                        "there is no such dashboard session, or it is not for this API key to end"));
        sessions.end(session);
        Response done = Response.ok(Map.of("success", true));
        return isOf(session, caller) ? DashboardHeaders.signedOut(done) : done;
    }

    private static boolean isOf(DashboardSession session, Caller caller) {
        return session.id().equals(caller.dashboardSession());
    }

    /** Who comes by HTTP has one. */
    private static ApiKey keyOf(Caller caller) {
        ApiKey key = caller.key();
        if (key == null) {
            throw new IllegalStateException("a caller without an API key");
        }
        return key;
    }
}
