package dev.latchkey.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of a request, by their names in the API. Immutable. */
final class Members {
    static final Members NONE = new Members(Map.of());

    private final Map<String, @Nullable Object> json;

    private Members(Map<String, @Nullable Object> json) {
        this.json = json;
    }

    Members with(String name, Object value) {
        return put(name, value);
    }

    /** Sends null, which takes a setting away. */
    Members without(String name) {
        return put(name, null);
    }

    private Members put(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(json);
        more.put(name, value);
        return new Members(Collections.unmodifiableMap(more));
    }

    Map<String, @Nullable Object> json() {
        return json;
    }
}
