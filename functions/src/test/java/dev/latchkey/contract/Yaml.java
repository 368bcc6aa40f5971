package dev.latchkey.contract;

import dev.latchkey.template.TemplateYaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A YAML file of the repository, read as maps, lists and scalars; CloudFormation's short forms as their long ones. */
record Yaml(Object value) {
    private static final Path REPOSITORY = Path.of("..");

    static Path file(String name) {
        return REPOSITORY.resolve(name);
    }

    static Yaml read(String file) {
        return new Yaml(TemplateYaml.document(file(file)));
    }

    /** What lies under these names, one below the other; an empty mapping where there is nothing. */
    Yaml at(String... names) {
        Object found = value;
        for (String name : names) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return new Yaml(found == null ? Map.of() : found);
    }

    @SuppressWarnings("unchecked") // every key of our files is a text
    Map<String, Object> map() {
        return (Map<String, Object>) value;
    }

    /** The elements of a list, or the one element that stands where a list of one may. */
    List<Yaml> list() {
        return value instanceof List<?> list ? list.stream().map(Yaml::new).toList() : List.of(this);
    }

    List<String> texts() {
        return list().stream().map(Yaml::text).toList();
    }

    String text() {
        return String.valueOf(value);
    }

    /** What stands here at most: where a condition decides, what holds if it is true. */
    Yaml atMost() {
        return value instanceof Map<?, ?> function && function.get("Fn::If") instanceof List<?> branches
                ? new Yaml(branches.get(1))
                : this;
    }

    /** What stands here unless somebody asks for more: where a condition decides, what holds if it is false. */
    Yaml usually() {
        return value instanceof Map<?, ?> function && function.get("Fn::If") instanceof List<?> branches
                ? new Yaml(branches.get(2))
                : this;
    }

    /** The logical id in {@code !Ref X} or {@code !GetAtt X.Y}; the text of {@code !Sub}. */
    String reference() {
        if (value instanceof Map<?, ?> function && function.get("Fn::GetAtt") instanceof List<?> path) {
            return String.valueOf(path.get(0));
        }
        return value instanceof Map<?, ?> function
                ? String.valueOf(function.values().iterator().next())
                : text();
    }
}
