package dev.latchkey.functions.http;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Keeps lists so short that no answer is longer than 64 KiB, however much is kept of each entry. */
public final class AnswerSize {
    /** For the list alone: what stands around it has the rest. */
    private static final int MOST_BYTES = 48 * 1024;

    private AnswerSize() {}

    /** As many of the first entries as fit, and one at least. */
    public static <E> List<Map<String, Object>> first(List<E> entries, Function<E, Map<String, Object>> json) {
        List<Map<String, Object>> fitting = new ArrayList<>();
        int bytes = 0;
        for (E entry : entries) {
            Map<String, Object> written = json.apply(entry);
            bytes += Json.write(written).getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > MOST_BYTES && !fitting.isEmpty()) {
                break;
            }
            fitting.add(written);
        }
        return fitting;
    }
}
