package dev.latchkey.local.gateway;

import dev.latchkey.problem.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request asks for, taken apart.
 *
 * @param rawPath as it came
 * @param rawQuery as it came, without the question mark
 * @param segments the path's, decoded
 * @param query decoded; the values of a repeated name are joined with commas
 */
record Target(String rawPath, String rawQuery, List<String> segments, Map<String, String> query) {
    /** @throws RefusedException malformed_request for what is no plain path of this server */
    static Target parse(String requestTarget) {
        String local = withoutOrigin(requestTarget);
        int question = local.indexOf('?');
        String path = question < 0 ? local : local.substring(0, question);
        String query = question < 0 ? "" : local.substring(question + 1);
        if (!path.startsWith("/")) {
            throw malformed("must have a path");
        }
        return new Target(path, query, segments(path), query(query));
    }

    /** A proxy's client names the server too (RFC 9112 section 3.2.2). */
    private static String withoutOrigin(String target) {
        if (!target.startsWith("http://") && !target.startsWith("https://")) {
            return target;
        }
        int path = target.indexOf('/', target.indexOf("//") + 2);
        return path < 0 ? "/" : target.substring(path);
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String encoded : path.substring(1).split("/", -1)) {
            String segment = PercentEncoding.decode(encoded, false);
            if (segment.chars().anyMatch(Character::isISOControl)) {
                throw malformed("must not hold control characters");
            }
            if (segment.equals(".") || segment.equals("..")) {
                throw malformed("must not hold . or ..");
            }
            segments.add(segment);
        }
        return segments;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.merge(
                        PercentEncoding.decode(name, true),
                        PercentEncoding.decode(value, true),
                        (one, two) -> one + "," + two);
            }
        }
        return query;
    }

    private static RefusedException malformed(String detail) {
        return RefusedException.malformed("url", detail);
    }

    /** A query may carry an API key: it does not print. */
    @Override
    public String toString() {
        return "Target[redacted]";
    }
}
