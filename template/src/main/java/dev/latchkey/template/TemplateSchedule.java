package dev.latchkey.template;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a function is invoked again and again, as a {@code Schedule} event has it.
 *
 * @param input what it is invoked with, JSON
 */
public record TemplateSchedule(Duration every, String input) {
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
    private static final Map<String, Duration> UNITS =
            Map.of("minute", Duration.ofMinutes(1), "hour", Duration.ofHours(1), "day", Duration.ofDays(1));

    /** @throws IllegalArgumentException for an expression that is no rate: no function of ours has another */
    static TemplateSchedule of(String expression, String input) {
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException("template.yaml: " + expression + " is no rate");
        }
        return new TemplateSchedule(
                UNITS.getOrDefault(rate.group(2), Duration.ZERO).multipliedBy(Long.parseLong(rate.group(1))), input);
    }
}
