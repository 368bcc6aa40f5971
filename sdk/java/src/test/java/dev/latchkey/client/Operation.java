package dev.latchkey.client;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.latchkey.client.FakeService.Request;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An operation of openapi.yaml, and what is wrong with a request for it. */
record Operation(String method, String template) {
    private static final Set<String> METHODS = Set.of("get", "head", "put", "post", "patch", "delete");

    /** What java.net.http sends by itself, and what the document says elsewhere. */
    private static final Set<String> USUAL_HEADERS = Set.of(
            "accept",
            "connection",
            "content-length",
            "content-type",
            "host",
            "http2-settings",
            "upgrade",
            "user-agent",
            "x-api-key");

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String HERE = "https://latchkey.example/openapi.yaml";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemas(Map.of(HERE, Json.write(Contract.at("")))));

    /** More of the path as it stands comes first: {@code /rooms/active} before {@code /rooms/{roomName}}. */
    static List<Operation> all() {
        return Contract.map(Contract.at("paths")).entrySet().stream()
                .flatMap(path -> Contract.map(path.getValue()).keySet().stream()
                        .filter(METHODS::contains)
                        .map(method -> new Operation(method, path.getKey())))
                .sorted(Comparator.comparingLong(operation ->
                        PARAMETER.matcher(operation.template).results().count()))
                .toList();
    }

    static Optional<Operation> of(Request request) {
        return all().stream()
                .filter(each -> each.method.equals(request.method().toLowerCase(Locale.ROOT)))
                .filter(each -> each.match(request).matches())
                .findFirst();
    }

    /** As a row of a table: {@code GET /api/v1/rooms}. */
    @Override
    public String toString() {
        return method.toUpperCase(Locale.ROOT) + " " + template;
    }

    /** The first success, with all that it may have. */
    String answer() {
        Map<String, Object> responses = Contract.map(described().get("responses"));
        String status = responses.keySet().stream()
                .filter(code -> code.startsWith("2"))
                .findFirst()
                .orElseThrow();
        return Json.write(
                Contract.whole(Contract.at(place("responses", status, "content", "application/json", "schema"))));
    }

    List<String> faults(Request request) {
        List<String> faults = new ArrayList<>(parameters(request));
        if (request.header("x-api-key").equals(FakeService.KEY) ? !takesKey() : !isOpen()) {
            faults.add("the credential is missing, or one that it does not take");
        }
        faults.addAll(body(request));
        return faults;
    }

    private List<String> parameters(Request request) {
        List<String> faults = new ArrayList<>();
        Map<String, String> inQuery = query(request);
        Set<String> unknown = new HashSet<>(inQuery.keySet());
        request.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !USUAL_HEADERS.contains(name))
                .forEach(unknown::add);
        Matcher inPath = match(request);
        inPath.matches();
        Stream.of(place("parameters"), "paths/" + escaped(template) + "/parameters")
                .forEach(place -> {
                    if (!(Contract.at(place) instanceof List<?> parameters)) {
                        return;
                    }
                    for (int index = 0; index < parameters.size(); index++) {
                        String at = Contract.followed(place + "/" + index);
                        Map<String, Object> parameter = Contract.map(Contract.at(at));
                        String name = (String) parameter.get("name");
                        String value = switch ((String) parameter.get("in")) {
                            case "path" -> decoded(inPath.group(name));
                            case "query" -> inQuery.getOrDefault(name, "");
                            default -> request.header(name);
                        };
                        unknown.remove(parameter.get("in").equals("header") ? name.toLowerCase(Locale.ROOT) : name);
                        if (!value.isEmpty()) {
                            boolean number = "integer"
                                    .equals(Contract.map(Contract.at(Contract.followed(at + "/schema")))
                                            .get("type"));
                            faults.addAll(against(at + "/schema", name, number ? value : Json.write(value)));
                        } else if (Boolean.TRUE.equals(parameter.get("required")) || name.equals("Idempotency-Key")) {
                            faults.add(name + " is missing");
                        }
                    }
                });
        unknown.forEach(name -> faults.add(name + " is unknown"));
        return faults;
    }

    private List<String> body(Request request) {
        Map<String, Object> body = Contract.map(described().getOrDefault("requestBody", Map.of("content", Map.of())));
        if (request.body().isEmpty()) {
            return Boolean.TRUE.equals(body.get("required")) ? List.of("a body is missing") : List.of();
        }
        String type = request.header("content-type");
        return type.equals("application/json")
                        && Contract.map(body.get("content")).containsKey(type)
                ? against(place("requestBody", "content", type, "schema"), "the body", request.body())
                : List.of("takes no body of the type \"" + type + "\"");
    }

    private static List<String> against(String schema, String what, String json) {
        return SCHEMAS
                .getSchema(SchemaLocation.of(HERE + "#/" + Contract.followed(schema)))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(error -> what + error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private boolean takesKey() {
        // An app's server says who it is to whomever it may.
        return isOpen() || security().stream().anyMatch(one -> Contract.map(one).containsKey("apiKey"));
    }

    private boolean isOpen() {
        return security().isEmpty() || security().contains(Map.of());
    }

    private List<Object> security() {
        return Contract.list(described().getOrDefault("security", Contract.at("security")));
    }

    private Map<String, Object> described() {
        return Contract.map(Contract.at(place()));
    }

    private String place(String... members) {
        StringBuilder place = new StringBuilder("paths/" + escaped(template) + "/" + method);
        for (String member : members) {
            place.append('/').append(escaped(member));
        }
        return place.toString();
    }

    private static String escaped(String member) {
        return member.replace("/", "~1");
    }

    private Matcher match(Request request) {
        String path = PARAMETER.matcher(template).replaceAll("(?<$1>[^/]+)");
        return Pattern.compile(path).matcher(URI.create(request.target()).getRawPath());
    }

    private static Map<String, String> query(Request request) {
        Map<String, String> query = new LinkedHashMap<>();
        String text = URI.create(request.target()).getRawQuery();
        for (String parameter : text == null ? new String[0] : text.split("&")) {
            String[] parts = parameter.split("=", 2);
            query.put(parts[0], decoded(parts[1]));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
