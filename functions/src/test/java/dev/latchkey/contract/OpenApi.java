package dev.latchkey.contract;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.latchkey.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What openapi.yaml says. */
final class OpenApi {
    static final Yaml FILE = Yaml.read("openapi.yaml");

    private static final String HERE = "https://latchkey.example/openapi.yaml";
    private static final Set<String> METHODS = Set.of("get", "head", "put", "post", "delete", "patch");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(Map.of(HERE, Json.write(FILE.map()))));

    private OpenApi() {}

    /** The routes in API Gateway's words, such as {@code GET /api/v1/rooms}. */
    static Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        for (String path : FILE.at("paths").map().keySet()) {
            for (String method : FILE.at("paths", path).map().keySet()) {
                if (METHODS.contains(method)) {
                    routes.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
                }
            }
        }
        return routes;
    }

    static Place operation(String route) {
        String[] parts = route.split(" ", 2);
        return new Place("/paths").to(parts[1]).to(parts[0].toLowerCase(java.util.Locale.ROOT));
    }

    /** A place in the file, as a JSON Pointer (RFC 6901). A reference there is followed. */
    record Place(String pointer) {
        Place to(String... names) {
            Place place = this;
            for (String name : names) {
                place = new Place(place.pointer + "/" + name.replace("~", "~0").replace("/", "~1")).followed();
            }
            return place;
        }

        private Place followed() {
            Object reference = value().map().get("$ref");
            return reference == null ? this : new Place(reference.toString().substring(1)).followed();
        }

        Yaml value() {
            Yaml value = FILE;
            for (String name : pointer.substring(1).split("/")) {
                value = value.at(name.replace("~1", "/").replace("~0", "~"));
            }
            return value;
        }

        boolean exists() {
            return !value().map().isEmpty();
        }

        /** What the schema at this place has against a JSON text. */
        List<String> complaints(String json) {
            Schema schema = SCHEMAS.getSchema(SchemaLocation.of(HERE + "#" + pointer));
            return schema.validate(json, InputFormat.JSON).stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                    .toList();
        }
    }
}
