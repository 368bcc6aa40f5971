package dev.latchkey.functions.huddle01;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as Huddle01's documentation writes them: {@code 2 days}, {@code 10h}, {@code 1.5 hours}. */
final class TimeSpan {
    private static final Pattern SHAPE = Pattern.compile(
            "(\\d{1,7}(?:\\.\\d{1,3})?) ?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)");

    private static final Map<Character, Long> SECONDS =
            Map.of('s', 1L, 'm', 60L, 'h', 3600L, 'd', 24 * 3600L, 'w', 7 * 24 * 3600L);

    private TimeSpan() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = SECONDS.getOrDefault(matcher.group(2).charAt(0), 0L);
        return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit * 1000)));
    }
}
