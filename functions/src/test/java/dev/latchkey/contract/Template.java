package dev.latchkey.contract;

import dev.latchkey.template.TemplateFunction;
import dev.latchkey.template.TemplateYaml;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What template.yaml says, as far as the tests ask. */
final class Template {
    static final Yaml FILE = Yaml.read("template.yaml");

    private static final Map<String, Function> FUNCTIONS = readFunctions();

    private Template() {}

    /** The functions by logical id. */
    static Map<String, Function> functions() {
        return FUNCTIONS;
    }

    private static Map<String, Function> readFunctions() {
        Map<String, Function> functions = new TreeMap<>();
        Map<String, Yaml> properties = resources("AWS::Serverless::Function");
        for (TemplateFunction read :
                TemplateYaml.read(Yaml.file("template.yaml"), Map.of()).functions()) {
            functions.put(read.name(), new Function(read, properties.get(read.name())));
        }
        return functions;
    }

    /** The properties of every resource of that type, by logical id. */
    static Map<String, Yaml> resources(String type) {
        Map<String, Yaml> resources = new TreeMap<>();
        for (String id : FILE.at("Resources").map().keySet()) {
            if (FILE.at("Resources", id, "Type").text().equals(type)) {
                resources.put(id, FILE.at("Resources", id, "Properties"));
            }
        }
        return resources;
    }

    /** The function behind a route key such as {@code POST /api/v1/room}. */
    static Function behind(String routeKey) {
        return functions().values().stream()
                .filter(function -> function.routes().contains(routeKey))
                .findFirst()
                .orElseThrow(() -> new AssertionError("template.yaml has no route " + routeKey));
    }

    static Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        functions().values().forEach(function -> routes.addAll(function.routes()));
        return routes;
    }

    record Function(TemplateFunction read, Yaml properties) {
        String logicalId() {
            return read.name();
        }

        /** Its logical id without the ending that all share: {@code CreateRoom}. */
        String name() {
            return logicalId().replaceAll("Function$", "");
        }

        boolean startsFromSnapshot() {
            return properties.map().containsKey("SnapStart");
        }

        String handler() {
            return read.handler();
        }

        /** The name of its event files, such as {@code create-room} for {@code CreateRoomFunction}. */
        String kebabName() {
            return name().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
        }

        List<String> routes() {
            return read.routes().stream()
                    .map(route -> route.method() + " " + route.path())
                    .toList();
        }

        /** The variables that tell it of resources and parameters, its own and those that all have. */
        Set<String> environment() {
            Set<String> names = new TreeSet<>(FILE.at("Globals", "Function", "Environment", "Variables")
                    .map()
                    .keySet());
            names.remove("METRICS_NAMESPACE");
            names.addAll(properties.at("Environment", "Variables").map().keySet());
            return names;
        }

        /** What it may do to what, such as {@code dynamodb:PutItem Table ROOM#}. */
        Set<String> grants() {
            Set<String> grants = new TreeSet<>();
            for (Yaml policy : properties.at("Policies").list()) {
                policy.at("Statement").list().forEach(statement -> grants.addAll(grantsOf(statement.atMost())));
            }
            return grants;
        }

        private static Set<String> grantsOf(Yaml statement) {
            Set<String> grants = new TreeSet<>();
            for (String action : statement.at("Action").texts()) {
                for (String kind : kinds(statement)) {
                    grants.add(action + " " + resource(statement) + kind + attributes(statement));
                }
            }
            return grants;
        }

        /** What it is about; for connections of a WebSocket API, which have no names before they are there, the API. */
        private static String resource(Yaml statement) {
            return statement
                    .at("Resource")
                    .reference()
                    .replaceFirst("^arn:.*:execute-api:.*:\\$\\{(\\w+)}/live/\\*$", "$1");
        }

        /** The partition keys that the statement is limited to, by how they begin: {@code ROOM#} for {@code ROOM#*}. */
        private static List<String> kinds(Yaml statement) {
            Yaml keys = statement.at("Condition", "ForAllValues:StringLike", "dynamodb:LeadingKeys");
            return keys.value() instanceof List<?>
                    ? keys.texts().stream()
                            .map(pattern -> " " + pattern.replaceAll("^([A-Z]+#)\\*$", "$1"))
                            .toList()
                    : List.of("");
        }

        private static String attributes(Yaml statement) {
            Yaml names = statement.at("Condition", "ForAllValues:StringEquals", "dynamodb:Attributes");
            Yaml returned = statement.at("Condition", "StringEqualsIfExists", "dynamodb:ReturnValues");
            return (names.value() instanceof List<?> ? " of " + new TreeSet<>(names.texts()) : "")
                    + (returned.value() instanceof String ? " returning " + returned.text() : "");
        }
    }
}
