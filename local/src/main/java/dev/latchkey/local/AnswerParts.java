package dev.latchkey.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together the answer to a call that took several: lists are joined, counts are added up, of the rest the last one holds. */
final class AnswerParts {
    private AnswerParts() {}

    static void add(Map<String, Object> whole, Map<?, ?> next) {
        next.forEach((name, value) -> whole.put((String) name, joined(whole.get((String) name), value)));
    }

    private static @Nullable Object joined(@Nullable Object before, @Nullable Object next) {
        if (before instanceof Long count && next instanceof Long more) {
            return count + more;
        }
        if (before instanceof Map<?, ?> counts && next instanceof Map<?, ?> more) {
            Map<String, Object> sum = new LinkedHashMap<>();
            add(sum, counts);
            add(sum, more);
            return sum;
        }
        if (before instanceof List<?> some && next instanceof List<?> more) {
            List<Object> all = new ArrayList<>(some);
            more.stream().filter(element -> !all.contains(element)).forEach(all::add);
            return all;
        }
        return next;
    }
}
