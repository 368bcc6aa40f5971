package dev.latchkey.local;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.latchkey.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The schemas of docs/: what each type of event holds (events/), and each message over a live connection (live.v1.json). */
final class DocumentedSchemas {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String HERE = "https://latchkey.example/";
    private static final String EVENTS = HERE + "events/";
    private static final String MESSAGES = HERE + "live.v1.json";
    private static final String SUFFIX = ".v1.json";
    private static final Map<String, String> FILES = read();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(FILES));

    private DocumentedSchemas() {}

    private static Map<String, String> read() {
        Map<String, String> schemas = new TreeMap<>();
        try (Stream<Path> events = Files.list(DOCS.resolve("events"))) {
            for (Path file : events.toList()) {
                schemas.put(EVENTS + file.getFileName(), Files.readString(file));
            }
            schemas.put(MESSAGES, Files.readString(DOCS.resolve("live.v1.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    static boolean hasEvent(String type) {
        return FILES.containsKey(EVENTS + type + SUFFIX);
    }

    /** What is wrong with the event; none when it is as its type says. */
    static List<String> complaintsOfEvent(Map<String, Object> event) {
        Object type = event.get("type");
        return complaints(type, EVENTS + type + SUFFIX, Json.write(event));
    }

    /** What is wrong with a message of the server; none when it is as its type says. */
    static List<String> complaintsOfMessage(String message) {
        Object type = Json.readObject(message).get("type");
        return complaints(type, MESSAGES + "#/$defs/" + type, message);
    }

    private static List<String> complaints(Object type, String schema, String json) {
        return SCHEMAS.getSchema(SchemaLocation.of(schema)).validate(json, InputFormat.JSON).stream()
                .map(error -> type + ": " + error)
                .toList();
    }
}
