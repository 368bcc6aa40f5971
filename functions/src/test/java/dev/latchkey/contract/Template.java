package dev.latchkey.contract;

import java.util.ArrayList;
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
        resources("AWS::Serverless::Function")
                .forEach((id, properties) -> functions.put(id, new Function(id, properties)));
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

    record Function(String logicalId, Yaml properties) {
        /** Its logical id without the ending that all share: {@code CreateRoom}. */
        String name() {
            return logicalId.replaceAll("Function$", "");
        }

        boolean startsFromSnapshot() {
            return properties.map().containsKey("SnapStart");
        }

        String handler() {
            return properties.at("Handler").text();
        }

        /** The name of its event files, such as {@code create-room} for {@code CreateRoomFunction}. */
        String kebabName() {
            return name().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
        }

        List<String> routes() {
            List<String> routes = new ArrayList<>();
            for (String event : properties.at("Events").map().keySet()) {
                Yaml route = properties.at("Events", event, "Properties");
                routes.add(route.at("Method").text() + " " + route.at("Path").text());
            }
            return routes;
        }

        Set<String> environment() {
            return new TreeSet<>(properties.at("Environment", "Variables").map().keySet());
        }

        /** The start of the partition keys to which the statement is limited; empty when it is not. */
        private static String leadingKeys(Yaml statement) {
            Yaml keys = statement.at("Condition", "ForAllValues:StringLike", "dynamodb:LeadingKeys");
            return keys.value() instanceof List<?> ? " " + keys.texts().get(0).replace("*", "") : "";
        }

        /** What it may do to what, such as {@code dynamodb:PutItem Table}. */
        Set<String> grants() {
            Set<String> grants = new TreeSet<>();
            for (Yaml policy : properties.at("Policies").list()) {
                for (Yaml statement : policy.at("Statement").list()) {
                    String resource = statement.at("Resource").reference();
                    String keys = leadingKeys(statement);
                    statement.at("Action").texts().forEach(action -> grants.add(action + " " + resource + keys));
                }
            }
            return grants;
        }
    }
}
