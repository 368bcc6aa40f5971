package dev.latchkey.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** openapi.yaml, and the answers that it allows. */
final class Contract {
    /** By their format. */
    private static final Map<String, String> TEXTS =
            Map.of("date-time", "2026-11-24T15:00:00.123Z", "date", "2026-11-24");

    private static final Object DOCUMENT = load();

    private Contract() {}

    /** An answer, and whether it may be. */
    record Sample(String what, Map<String, Object> answer) {}

    /** What stands at a place of the document, such as {@code components/schemas/Room}; at none it is the document. */
    static Object at(String pointer) {
        Object at = DOCUMENT;
        for (String member : pointer.isEmpty() ? new String[0] : pointer.split("/", -1)) {
            at = at instanceof List<?> elements
                    ? elements.get(Integer.parseInt(member))
                    : map(at).get(member.replace("~1", "/"));
        }
        return at;
    }

    /** The place itself, or where the reference leads that stands there. */
    static String followed(String pointer) {
        return map(at(pointer)).get("$ref") instanceof String reference ? followed(reference.substring(2)) : pointer;
    }

    /** An answer with every member. */
    static Map<String, Object> whole(Object schema) {
        Map<String, Object> whole = new LinkedHashMap<>();
        properties(schema)
                .forEach((name, member) -> whole.put(name, values(member).get(0)));
        return whole;
    }

    /** A whole answer but for one member, which is left out where it may be, null where it may be, or another of its values. */
    static List<Sample> others(Object schema) {
        List<Sample> others = new ArrayList<>();
        properties(schema).forEach((name, member) -> {
            if (!required(schema).contains(name)) {
                others.add(new Sample("no " + name, without(schema, name)));
            }
            values(member).stream().skip(1).forEach(value -> {
                Map<String, Object> other = whole(schema);
                other.put(name, value);
                others.add(new Sample(name + ": " + value, other));
            });
        });
        return others;
    }

    /** A whole answer but for one member that is promised and never null. */
    static List<Sample> broken(Object schema) {
        return properties(schema).entrySet().stream()
                .filter(member -> required(schema).contains(member.getKey()))
                .filter(member -> !mayBeNull(member.getValue()))
                .map(member -> new Sample(member.getKey(), without(schema, member.getKey())))
                .toList();
    }

    /** A whole answer but for one member that may be left out or null, without it. */
    static List<Sample> reduced(Object schema) {
        return properties(schema).entrySet().stream()
                .filter(member -> !required(schema).contains(member.getKey()) || mayBeNull(member.getValue()))
                .map(member -> new Sample(member.getKey(), without(schema, member.getKey())))
                .toList();
    }

    private static boolean mayBeNull(Object schema) {
        return values(schema).stream().anyMatch(Objects::isNull);
    }

    private static Map<String, Object> without(Object schema, String member) {
        Map<String, Object> answer = whole(schema);
        answer.remove(member);
        return answer;
    }

    /** What a value may be: first one that is there, then what else there is of it. */
    private static List<Object> values(Object schema) {
        Map<String, Object> resolved = resolve(schema);
        if (resolved.containsKey("const")) {
            return List.of(resolved.get("const"));
        }
        if (resolved.containsKey("enum")) {
            return list(resolved.get("enum"));
        }
        List<Object> values = new ArrayList<>();
        if (resolved.containsKey("oneOf")) {
            list(resolved.get("oneOf")).forEach(each -> values.addAll(values(each)));
            return values;
        }
        Object type = resolved.getOrDefault("type", resolved.containsKey("allOf") ? "object" : "any");
        for (Object each : type instanceof List<?> types ? types : List.of(type)) {
            values.addAll(ofType((String) each, resolved));
        }
        return values;
    }

    private static List<Object> ofType(String type, Map<String, Object> schema) {
        return switch (type) {
            case "null" -> Collections.singletonList(null);
            case "boolean" -> List.of(true, false);
            case "integer" -> List.of(schema.getOrDefault("minimum", 1_795_348_800));
            case "array" -> List.of(List.of(values(schema.get("items")).get(0)), List.of());
            case "any" -> Arrays.asList(Map.of("any", List.of("JSON")), null, "text", 0);
            case "object" -> {
                List<Object> values = new ArrayList<>(List.of(whole(schema)));
                others(schema).forEach(other -> values.add(other.answer()));
                yield values;
            }
            default -> List.of(TEXTS.getOrDefault(String.valueOf(schema.get("format")), "text"));
        };
    }

    private static Map<String, Object> properties(Object schema) {
        Map<String, Object> resolved = resolve(schema);
        Map<String, Object> properties = new LinkedHashMap<>();
        list(resolved.getOrDefault("allOf", List.of())).forEach(part -> properties.putAll(properties(part)));
        properties.putAll(map(resolved.getOrDefault("properties", Map.of())));
        return properties;
    }

    private static Set<Object> required(Object schema) {
        Map<String, Object> resolved = resolve(schema);
        Set<Object> required = new HashSet<>(list(resolved.getOrDefault("required", List.of())));
        list(resolved.getOrDefault("allOf", List.of())).forEach(part -> required.addAll(required(part)));
        return required;
    }

    private static Map<String, Object> resolve(Object schema) {
        Map<String, Object> given = map(schema);
        return given.containsKey("$ref") ? resolve(at(((String) given.get("$ref")).substring(2))) : given;
    }

    @SuppressWarnings("unchecked") // of YAML
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // of YAML
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private static Object load() {
        try {
            return new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(Path.of("..", "..", "openapi.yaml")));
        } catch (IOException e) {
            throw new AssertionError("openapi.yaml stands beside the clients", e);
        }
    }
}
