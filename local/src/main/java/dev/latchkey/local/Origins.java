package dev.latchkey.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The web origins that {@code LATCHKEY_ORIGINS} names, checked as a deployment checks the parameter {@code
 * CorsAllowedOrigins}, and further: what no browser ever sends as {@code Origin} would quietly let nobody in.
 */
final class Origins {
    private static final String ANY = "*";

    private Origins() {}

    /**
     * Returns the text without the blanks around it.
     *
     * @throws StartException when a part is no origin; the message names it
     */
    static String parse(String text) throws StartException {
        String origins = text.trim();
        if (!origins.isEmpty() && !origins.equals(ANY)) {
            for (String origin : origins.split(",", -1)) {
                check(origin);
            }
        }
        return origins;
    }

    private static void check(String origin) throws StartException {
        if (origin.isBlank()) {
            throw wrong("has an empty part");
        }
        if (origin.equals(ANY)) {
            throw wrong("has the star beside others: it stands alone");
        }
        if (!origin.matches("(?i)https?://.*")) {
            throw wrong("needs http:// or https:// before \"" + origin + "\"");
        }
        String asSent = asBrowsersSendIt(origin);
        if (!origin.equals(asSent)) {
            throw wrong("must say \"" + asSent + "\" and not \"" + origin + "\", since that is what a browser sends");
        }
    }

    /** Scheme, host and port in small letters, and no port that goes without saying (RFC 6454 section 6.2). */
    private static String asBrowsersSendIt(String origin) throws StartException {
        try {
            URI uri = new URI(origin);
            if (uri.getHost() == null) {
                throw wrong("has no host in \"" + origin + "\"");
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort());
        } catch (URISyntaxException e) {
            throw wrong("has \"" + origin + "\", which is no origin");
        }
    }

    private static StartException wrong(String what) {
        return new StartException("LATCHKEY_ORIGINS " + what + ". It is *, or origins such as"
                + " http://localhost:5173,https://meet.example.com with commas between them.");
    }
}
