package dev.latchkey.template;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads CloudFormation's short forms as the long ones: {@code !Ref X} as {@code {Ref: X}}, {@code !If} as {@code Fn::If}. */
final class CloudFormationTags extends StandardConstructor {
    private static final List<String> PLAIN = List.of("Ref", "Condition");
    private static final List<String> FUNCTIONS = List.of(
            "And",
            "Base64",
            "Cidr",
            "Equals",
            "FindInMap",
            "GetAtt",
            "GetAZs",
            "If",
            "ImportValue",
            "Join",
            "Not",
            "Or",
            "Select",
            "Split",
            "Sub",
            "Transform");

    CloudFormationTags(LoadSettings settings) {
        super(settings);
        PLAIN.forEach(name -> read(name, name));
        FUNCTIONS.forEach(name -> read(name, "Fn::" + name));
    }

    private void read(String tag, String name) {
        tagConstructors.put(new Tag("!" + tag), node -> Map.of(name, longForm(name, argument(node))));
    }

    private static Object longForm(String name, Object argument) {
        return name.equals("Fn::GetAtt") && argument instanceof String path
                ? Arrays.asList(path.split("\\.", 2))
                : argument;
    }

    private Object argument(Node node) {
        if (node instanceof MappingNode mapping) {
            return constructMapping(mapping);
        }
        return node instanceof SequenceNode sequence ? constructSequence(sequence) : ((ScalarNode) node).getValue();
    }
}
