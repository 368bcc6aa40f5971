package dev.latchkey.app;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names a tenant. 1 to 40 lower-case letters, digits and inner hyphens: safe in a URL, a storage key, an API key and a log line. */
public record AppName(String value) {
    public static final String EXPECTED = "must be 1 to 40 lower-case letters, digits or inner hyphens";

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

    public AppName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("an app name " + EXPECTED);
        }
    }

    public static Optional<AppName> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new AppName(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
