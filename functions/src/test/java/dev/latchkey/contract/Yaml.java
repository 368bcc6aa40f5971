package dev.latchkey.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file of the repository, read as maps, lists and scalars; CloudFormation's short forms as their long ones. */
record Yaml(Object value) {
    private static final Path REPOSITORY = Path.of("..");
    private static final List<String> SHORT_FORMS =
            List.of("Ref", "GetAtt", "Sub", "Join", "Split", "If", "Not", "Equals", "Select");

    static Path file(String name) {
        return REPOSITORY.resolve(name);
    }

    static Yaml read(String file) {
        LoadSettings settings = LoadSettings.builder().build();
        try {
            return new Yaml(new Load(settings, new LongForms(settings)).loadFromString(Files.readString(file(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** The logical id in {@code !Ref X} or {@code !GetAtt X.Y}; the text of {@code !Sub}. */
    String reference() {
        if (value instanceof Map<?, ?> function && function.get("Fn::GetAtt") instanceof List<?> path) {
            return String.valueOf(path.get(0));
        }
        return value instanceof Map<?, ?> function
                ? String.valueOf(function.values().iterator().next())
                : text();
    }

    private static final class LongForms extends StandardConstructor {
        LongForms(LoadSettings settings) {
            super(settings);
            for (String name : SHORT_FORMS) {
                tagConstructors.put(new Tag("!" + name), node -> longForm(name, node));
            }
        }

        private Object longForm(String name, Node node) {
            Object argument = argument(node);
            if (name.equals("GetAtt") && argument instanceof String path) {
                argument = Arrays.asList(path.split("\\.", 2));
            }
            return Map.of(name.equals("Ref") ? name : "Fn::" + name, argument);
        }

        private Object argument(Node node) {
            if (node instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
            return node instanceof SequenceNode sequence
                    ? constructSequence(sequence)
                    : constructMapping((MappingNode) node);
        }
    }
}
