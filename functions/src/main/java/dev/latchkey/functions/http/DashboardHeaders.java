package dev.latchkey.functions.http;

import dev.latchkey.dashboard.DashboardCookie;
import java.time.Duration;
import java.util.Optional;

/**
 * How the session of the dashboard travels. Its cookie comes with whatever a page of the same origin asks, the join page among
 * them, so it counts only beside a header that the dashboard alone sends: no form and no image can, and no page of another
 * origin may, since CORS does not allow it.
 */
public final class DashboardHeaders {
    private static final String COOKIE = "__Host-latchkey";
    private static final String HEADER = "latchkey-dashboard";

    private DashboardHeaders() {}

    /** Whether the request comes from the dashboard, and shows nothing else that would say who asks. */
    public static boolean isFromDashboard(Request request) {
        return request.header(HEADER).filter("1"::equals).isPresent()
                && request.header("authorization").isEmpty();
    }

    /** The value of the session's cookie; empty when there is none. */
    public static String cookie(Request request) {
        return request.cookies().stream()
                .flatMap(cookie -> value(cookie).stream())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> value(String cookie) {
        int equals = cookie.indexOf('=');
        return equals > 0 && cookie.substring(0, equals).equals(COOKIE)
                ? Optional.of(cookie.substring(equals + 1))
                : Optional.empty();
    }

    /** The answer, with what makes the browser keep the cookie for so long. */
    public static Response signedIn(Response response, DashboardCookie cookie, Duration age) {
        return response.withCookie(cookie(cookie.reveal(), age));
    }

    /** The answer, with what makes the browser forget the cookie. */
    public static Response signedOut(Response response) {
        return response.withCookie(cookie("", Duration.ZERO));
    }

    private static String cookie(String value, Duration age) {
        return COOKIE + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + age.toSeconds();
    }
}
