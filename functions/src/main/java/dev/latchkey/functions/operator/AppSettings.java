package dev.latchkey.functions.operator;

import dev.latchkey.app.App;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.body.CutOff;
import dev.latchkey.signing.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the settings of an app from a payload, over what the app has so far. */
final class AppSettings {
    private static final long LONGEST_LIFETIME_SEC = 3660L * 24 * 3600;
    private static final long MOST_TOKENLESS_JOINS = 1_000_000;
    private static final int MOST_ORIGINS = 50;

    /** Scheme and host as a browser's {@code Origin} header has them: no path and no slash. */
    private static final String ORIGIN = "https?://[a-z0-9.-]{1,253}(:\\d{1,5})?";

    private static final Pattern REPLY_QUEUE = Pattern.compile("[A-Za-z0-9_-]{0,80}");

    private static final String OPERATOR = "operator";

    private AppSettings() {}

    /** The same app, one version on, with the settings that the payload names. */
    static App over(App app, Body body, Instant now) {
        Optional<Instant> cutOff = CutOff.read(body, "tokensNotBeforeUnixSec", now);
        App changed = new App(
                app.name(),
                app.created(),
                body.bool("enabled", app.enabled()),
                Duration.ofSeconds(body.number(
                        "maxTokenLifetimeSec",
                        0,
                        LONGEST_LIFETIME_SEC,
                        app.maxTokenLifetime().toSeconds())),
                cutOff.orElse(app.tokensNotBefore()),
                cutOff.isPresent() ? OPERATOR : app.cutOffBy(),
                body.parsed("accessAlgorithm", AppSettings::algorithm, "must be HS256, ES256 or RS256")
                        .orElse(app.accessAlgorithm()),
                body.bool("queryKeyAccepted", app.queryKeyAccepted()),
                (int) body.number("tokenlessJoinsPerMinute", 0, MOST_TOKENLESS_JOINS, app.tokenlessJoinsPerMinute()),
                body.has("allowedOrigins") ? origins(body) : app.allowedOrigins(),
                app.media(),
                body.has("replyQueue") ? replyQueue(body) : app.replyQueue(),
                app.version() + 1);
        if (body.members().size() == 2) {
            body.refuse("body", "must name a setting beside action and app");
        }
        return changed;
    }

    private static Optional<SigningAlgorithm> algorithm(String text) {
        return Stream.of(SigningAlgorithm.values())
                .filter(algorithm -> algorithm.name().equals(text))
                .findFirst();
    }

    /** The empty text takes it away. */
    private static String replyQueue(Body body) {
        return body.parsed(
                        "replyQueue",
                        name -> REPLY_QUEUE.matcher(name).matches() ? Optional.of(name) : Optional.empty(),
                        "must be the name of a queue: up to 80 letters, digits, hyphens and underscores")
                .orElse("");
    }

    private static List<String> origins(Body body) {
        List<String> origins = body.texts("allowedOrigins");
        if (origins.size() > MOST_ORIGINS || !origins.stream().allMatch(origin -> origin.matches(ORIGIN))) {
            body.refuse(
                    "allowedOrigins", "must be at most " + MOST_ORIGINS + " origins such as https://meet.example.com");
        }
        return origins;
    }
}
