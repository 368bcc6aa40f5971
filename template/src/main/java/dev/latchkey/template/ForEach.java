package dev.latchkey.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes out the {@code Fn::ForEach} among resources, as {@code AWS::LanguageExtensions} does before all else. */
final class ForEach {
    private static final String LOOP = "Fn::ForEach::";

    private ForEach() {}

    static Map<String, Object> writtenOut(Map<?, ?> resources) {
        Map<String, Object> all = new LinkedHashMap<>();
        resources.forEach((key, value) -> {
            if (key.toString().startsWith(LOOP) && value instanceof List<?> loop) {
                String variable = "${" + loop.get(0) + "}";
                for (Object name : (List<?>) loop.get(1)) {
                    ((Map<?, ?>) loop.get(2))
                            .forEach((id, resource) -> all.put(
                                    id.toString().replace(variable, name.toString()),
                                    with(resource, variable, name.toString())));
                }
            } else {
                all.put(key.toString(), value);
            }
        });
        return all;
    }

    private static Object with(Object value, String variable, String name) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> with(element, variable, name)).toList();
        }
        if (!(value instanceof Map<?, ?> members)) {
            return value instanceof String text ? text.replace(variable, name) : value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        members.forEach((key, member) -> copy.put(with(key, variable, name), with(member, variable, name)));
        // Nothing is left to substitute.
        return copy.get("Fn::Sub") instanceof String text && !text.contains("${") ? text : copy;
    }
}
