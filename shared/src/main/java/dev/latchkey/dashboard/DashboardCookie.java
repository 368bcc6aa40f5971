package dev.latchkey.dashboard;

import dev.latchkey.app.AppName;
import dev.latchkey.text.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser holds of a dashboard session: {@code <app>.<256 random bits>}. It says nothing and is not signed, since the
 * session is read on every call; kept is only the SHA-256 of the random part, which is enough for what nobody could guess.
 */
public final class DashboardCookie {
    private static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("([a-z0-9-]{1,40})\\.([A-Za-z0-9_-]{43})");

    private final AppName app;
    private final String random;

    private DashboardCookie(AppName app, String random) {
        this.app = app;
        this.random = random;
    }

    public static DashboardCookie generate(AppName app) {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new DashboardCookie(app, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty for anything that cannot be one of ours, so that it costs no read. */
    public static Optional<DashboardCookie> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? AppName.parse(matcher.group(1)).map(app -> new DashboardCookie(app, matcher.group(2)))
                : Optional.empty();
    }

    public AppName app() {
        return app;
    }

    /** The lower-case hexadecimal SHA-256 under which the session is kept and found. */
    public String sha256() {
        return Sha256.hex(random);
    }

    /** The cookie's value, for the one time that it is sent to the browser. */
    public String reveal() {
        return app + "." + random;
    }

    @Override
    public String toString() {
        return "DashboardCookie(redacted)";
    }
}
