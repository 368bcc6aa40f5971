package dev.latchkey.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads template.yaml, so that what runs on one machine is what would be deployed. */
public final class TemplateYaml {
    private static final Duration LAMBDA_DEFAULT_TIMEOUT = Duration.ofSeconds(3);

    private TemplateYaml() {}

    /** @param parameters values for parameters of the template; the others have their defaults */
    public static Template read(Path file, Map<String, String> parameters) {
        return parse(text(file), parameters);
    }

    /** All that the file says: short forms as the long ones, and every {@code Fn::ForEach} written out. */
    public static Map<String, Object> document(Path file) {
        return document(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> document(String yaml) {
        LoadSettings settings = LoadSettings.builder().build();
        Object document = new Load(settings, new CloudFormationTags(settings)).loadFromString(yaml);
        if (!(document instanceof Map<?, ?> written)) {
            throw new IllegalArgumentException("a template must be a mapping");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        written.forEach((name, value) -> members.put(
                String.valueOf(name),
                name.equals("Resources") && value instanceof Map<?, ?> resources
                        ? ForEach.writtenOut(resources)
                        : value));
        return members;
    }

    static Template parse(String yaml, Map<String, String> parameters) {
        Map<String, Object> written = document(yaml);
        Section resources = resolved(written, parameters).section("Resources");
        Duration timeout = timeout(Section.root(written), LAMBDA_DEFAULT_TIMEOUT);
        Map<String, List<String>> liveRoutes = LiveRoutes.byFunction(resources);
        List<TemplateFunction> functions = new ArrayList<>();
        List<TableDefinition> tables = new ArrayList<>();
        CorsRules cors = CorsRules.NONE;
        for (Map.Entry<String, Section> resource : resources.sections().entrySet()) {
            Section properties = resource.getValue().findSection("Properties").orElse(Section.root(Map.of()));
            switch (resource.getValue().text("Type")) {
                case "AWS::Serverless::Function" ->
                    functions.add(function(
                            resource.getKey(),
                            properties,
                            timeout,
                            resources,
                            liveRoutes.getOrDefault(resource.getKey(), List.of())));
                case "AWS::DynamoDB::Table" -> tables.add(TableSection.read(properties));
                case "AWS::Serverless::HttpApi" ->
                    cors = properties
                            .findSection("CorsConfiguration")
                            .map(TemplateYaml::cors)
                            .orElse(CorsRules.NONE);
                default -> {
                    // Roles, logs, alarms: nothing that a single machine has.
                }
            }
        }
        if (tables.size() != 1) {
            throw new IllegalArgumentException(
                    "template.yaml must have one AWS::DynamoDB::Table, not " + tables.size());
        }
        return new Template(functions, tables.get(0), cors);
    }

    private static Section resolved(Map<?, ?> written, Map<String, String> given) {
        Section root = Section.root(written);
        Map<String, String> parameters = new HashMap<>();
        root.findSection("Parameters")
                .ifPresent(section -> section.sections()
                        .forEach((name, parameter) -> parameter
                                .find("Default")
                                .ifPresent(value -> parameters.put(name, String.valueOf(value)))));
        parameters.putAll(given);
        Object conditions = root.find("Conditions").orElse(Map.of());
        return Section.root(new Intrinsics(parameters, (Map<?, ?>) conditions).members(written));
    }

    private static Duration timeout(Section root, Duration absent) {
        return root.findSection("Globals")
                .flatMap(globals -> globals.findSection("Function"))
                .filter(function -> function.find("Timeout").isPresent())
                .map(function -> Duration.ofSeconds(Long.parseLong(function.text("Timeout"))))
                .orElse(absent);
    }

    private static TemplateFunction function(
            String name, Section properties, Duration usualTimeout, Section resources, List<String> liveRoutes) {
        Duration timeout = properties.find("Timeout").isPresent()
                ? Duration.ofSeconds(Long.parseLong(properties.text("Timeout")))
                : usualTimeout;
        List<TemplateRoute> routes = events(properties, "HttpApi")
                .map(http -> new TemplateRoute(http.text("Method").toUpperCase(Locale.ROOT), http.text("Path")))
                .toList();
        List<String> changePatterns = events(properties, "DynamoDB")
                .flatMap(stream -> stream.section("FilterCriteria").list("Filters").stream())
                .map(filter -> filter.text("Pattern"))
                .toList();
        // An event of SQS names its queue by !GetAtt TheQueue.Arn.
        List<TemplateQueue> queues = events(properties, "SQS")
                .map(sqs -> queue(sqs.section("Queue").texts("Fn::GetAtt").get(0), resources))
                .toList();
        // An input that is put together names something of an account, such as a secret.
        List<TemplateSchedule> schedules = events(properties, "Schedule")
                .flatMap(schedule -> schedule.find("Input").filter(String.class::isInstance).stream()
                        .map(input -> TemplateSchedule.of(schedule.text("Schedule"), String.valueOf(input))))
                .toList();
        return new TemplateFunction(
                name, properties.text("Handler"), timeout, routes, changePatterns, queues, schedules, liveRoutes);
    }

    private static TemplateQueue queue(String name, Section resources) {
        Section redrive = resources.section(name).section("Properties").section("RedrivePolicy");
        return new TemplateQueue(name, Integer.parseInt(redrive.text("maxReceiveCount")));
    }

    /** The properties of the function's events of that type. */
    private static Stream<Section> events(Section properties, String type) {
        return properties.findSection("Events").stream()
                .flatMap(events -> events.sections().values().stream())
                .filter(event -> event.text("Type").equals(type))
                .map(event -> event.section("Properties"));
    }

    private static CorsRules cors(Section cors) {
        return new CorsRules(
                cors.texts("AllowOrigins"),
                cors.texts("AllowMethods"),
                cors.texts("AllowHeaders"),
                cors.texts("ExposeHeaders"),
                cors.find("MaxAge").map(String::valueOf).orElse("0"));
    }
}
