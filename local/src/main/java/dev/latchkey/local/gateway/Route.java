package dev.latchkey.local.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call of the API: a method, and a path of which {@code {placeholders}} take one segment each. */
public record Route(String method, String path) {
    /** The more specific route first: it has a fixed segment where the other has a placeholder. */
    static final Comparator<Route> MOST_SPECIFIC_FIRST = Comparator.comparing(Route::shape);

    public Route {
        if (!path.startsWith("/") || path.contains("+}") || method.equals("ANY")) {
            throw new IllegalArgumentException("a route of this gateway has one method and a plain path: " + path);
        }
    }

    /** API Gateway's name for it, such as {@code GET /api/v1/room/{roomName}}. */
    String key() {
        return method + " " + path;
    }

    /** The values of the placeholders; empty when the route is for another call. */
    Optional<Map<String, String>> match(String calledMethod, List<String> called) {
        List<String> segments = segments();
        if (!method.equals(calledMethod) || segments.size() != called.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isPlaceholder(segment) && !called.get(i).isEmpty()) {
                values.put(segment.substring(1, segment.length() - 1), called.get(i));
            } else if (!segment.equals(called.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private List<String> segments() {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    /** Fixed segments sort before placeholders, from left to right. */
    private String shape() {
        List<String> shape = new ArrayList<>();
        segments().forEach(segment -> shape.add(isPlaceholder(segment) ? "1" : "0"));
        return String.join("", shape);
    }

    private static boolean isPlaceholder(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
