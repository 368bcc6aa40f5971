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

/** The schemas of docs/events/, which say what each type of event holds. */
final class EventSchemas {
    private static final String HERE = "https://latchkey.example/events/";
    private static final String SUFFIX = ".v1.json";
    private static final Map<String, String> FILES = read(Path.of("..", "docs", "events"));
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(FILES));

    private EventSchemas() {}

    private static Map<String, String> read(Path folder) {
        Map<String, String> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                schemas.put(HERE + file.getFileName(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    static boolean exists(String type) {
        return FILES.containsKey(HERE + type + SUFFIX);
    }

    /** What is wrong with the event; none when it is as its type says. */
    static List<String> complaints(Map<String, Object> event) {
        return SCHEMAS
                .getSchema(SchemaLocation.of(HERE + event.get("type") + SUFFIX))
                .validate(Json.write(event), InputFormat.JSON)
                .stream()
                .map(error -> event.get("type") + ": " + error)
                .toList();
    }
}
