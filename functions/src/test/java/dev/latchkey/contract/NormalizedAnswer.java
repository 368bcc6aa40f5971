package dev.latchkey.contract;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer with all that differs from one telling of a scenario to the next replaced: ids, times, keys, signatures. */
final class NormalizedAnswer {
    /** Unix times of this century, without the last second that the files speak of, which is no matter of the clock. */
    private static final long FIRST_TIME = 1_600_000_000L;

    private static final long END_OF_TIME = 4_102_444_800L;

    private static final Pattern JWT = Pattern.compile("(eyJ[\\w-]+)\\.([\\w-]+)\\.[\\w-]+");

    private static final Pattern LIST_NUMBER = Pattern.compile("\\.[0-7]$");

    private static final Map<Pattern, String> VARYING = Map.of(
            Pattern.compile("lk_([a-z0-9-]+)_[0-9A-Za-z]{38}"), "lk_$1_KEY",
            Pattern.compile("\\b[0-9A-F][0-9A-HJKMNP-TV-Z]{25}\\b"), "ULID",
            Pattern.compile("\\bwh_[0-7][0-9A-HJKMNP-TV-Z]{25}\\b"), "wh_ULID",
            Pattern.compile("whsec_[A-Za-z0-9+/=]+"), "whsec_SECRET",
            Pattern.compile("\\b[0-9a-f]{24}\\b"), "HEX",
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"), "TIME",
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?!T)"), "DAY",
            // The media server that the test is.
            Pattern.compile("http://127\\.0\\.0\\.1:\\d+"), "http://MACHINE",
            Pattern.compile("\\b1\\d{12}\\b"), "TIME",
            Pattern.compile("\\b[a-z]{3}-[a-z]{4}-[a-z]{3}\\b"), "ROOM");

    private NormalizedAnswer() {}

    /** Status, headers and body. */
    static List<Object> of(Answer answer) {
        Map<String, Object> headers = new TreeMap<>();
        answer.headers().forEach((name, value) -> headers.put(name.toString(), header(name.toString(), value)));
        return List.of(answer.status(), headers, body(answer));
    }

    /** What goes over a live connection is answered without a body, and a status list is a token. */
    private static Object body(Answer answer) {
        boolean isJson = !answer.body().isEmpty() && !answer.isToken();
        return of(isJson ? Json.read(answer.body()) : answer.body());
    }

    /** How long to wait is a matter of the clock. */
    private static Object header(String name, Object value) {
        return name.equals("retry-after") ? "SECONDS" : value;
    }

    private static Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> unvarying = new TreeMap<>();
            members.forEach((name, member) -> unvarying.put(name.toString(), of(member)));
            if (members.get("nextCursor") instanceof String cursor) {
                unvarying.put("nextCursor", of(decoded(cursor)));
            }
            if (members.containsKey("delivered")) {
                // How a call of the receiver ended: one of a test's own in one world, and nobody's in the other.
                unvarying.keySet().removeAll(List.of("status", "fault", "millis"));
            }
            if (members.containsKey("notEnforced")) {
                // Whether a media server was reached: there is one in this process only.
                unvarying.remove("ready");
            }
            // How long a meeting has gone on is a matter of the clock.
            unvarying.computeIfPresent("totalDuration", (name, seconds) -> "SECONDS");
            if (members.containsKey("idx") && members.get("uri") instanceof String list) {
                // Which bit of which list is a matter of the ids.
                unvarying.put("idx", "INDEX");
                unvarying.put("uri", LIST_NUMBER.matcher(list).replaceFirst(".LIST"));
            }
            return unvarying;
        }
        if (value instanceof List<?> elements) {
            // Those of one moment are sorted by what is random about them.
            return elements.stream()
                    .map(NormalizedAnswer::of)
                    .sorted(Comparator.comparing(Object::toString))
                    .toList();
        }
        if (value instanceof Long number) {
            return isTime(number) || isTime(number / 1_000) || isTime(number / 1_000_000) ? "TIME" : number;
        }
        return value instanceof String text ? of(text) : Objects.requireNonNullElse(value, "null");
    }

    private static boolean isTime(long seconds) {
        return seconds > FIRST_TIME && seconds < END_OF_TIME;
    }

    private static String of(String text) {
        String unvarying = JWT.matcher(text).replaceAll(NormalizedAnswer::claims);
        for (Map.Entry<Pattern, String> varying : VARYING.entrySet()) {
            unvarying = varying.getKey().matcher(unvarying).replaceAll(varying.getValue());
        }
        return unvarying;
    }

    /** What a token says, without its signature. */
    private static String claims(MatchResult jwt) {
        Object header = of(Json.read(decoded(jwt.group(1))));
        return Matcher.quoteReplacement(header + "." + of(Json.read(decoded(jwt.group(2)))));
    }

    private static String decoded(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
