package dev.latchkey.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One mapping of template.yaml. It knows its place, so that what is missing can be named. */
final class Section {
    private final String place;
    private final Map<?, ?> members;

    private Section(String place, Map<?, ?> members) {
        this.place = place;
        this.members = members;
    }

    static Section root(Map<?, ?> members) {
        return new Section("", members);
    }

    Optional<Object> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    Optional<Section> findSection(String name) {
        return find(name).map(value -> new Section(place + name + ".", mapping(name, value)));
    }

    Section section(String name) {
        return findSection(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    /** The mappings in this mapping, by name. */
    Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        for (Object key : members.keySet()) {
            String name = String.valueOf(key);
            sections.put(name, section(name));
        }
        return sections;
    }

    /** The mappings in this list; none when there is no list. */
    List<Section> list(String name) {
        List<Section> list = new ArrayList<>();
        for (Object element : elements(name)) {
            String at = name + "[" + list.size() + "]";
            list.add(new Section(place + at + ".", mapping(at, element)));
        }
        return list;
    }

    /** The texts in this list; none when there is no list. */
    List<String> texts(String name) {
        return elements(name).stream().map(String::valueOf).toList();
    }

    String text(String name) {
        return find(name)
                .filter(value -> !(value instanceof Map) && !(value instanceof List))
                .map(String::valueOf)
                .orElseThrow(() -> wrong(name, "must be a text"));
    }

    /** Whatever stands there, as one text; empty where nothing does. */
    String written(String name) {
        return find(name).map(String::valueOf).orElse("");
    }

    private List<?> elements(String name) {
        Object value = find(name).orElse(List.of());
        if (value instanceof List<?> elements) {
            return elements;
        }
        throw wrong(name, "must be a list");
    }

    private Map<?, ?> mapping(String name, Object value) {
        if (value instanceof Map<?, ?> mapping) {
            return mapping;
        }
        throw wrong(name, "must be a mapping");
    }

    private IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException("template.yaml: " + place + name + " " + what);
    }
}
