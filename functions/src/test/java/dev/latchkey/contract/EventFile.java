package dev.latchkey.contract;

import dev.latchkey.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One file of events/: what Lambda is called with in one scenario.
 *
 * @param name such as {@code create-room.unknown-field}: the function, and the scenario after the dot
 */
record EventFile(String name, String text) {
    private static final String SUFFIX = ".json";

    static List<EventFile> all() {
        try (Stream<Path> files = Files.list(Yaml.file("events"))) {
            return files.sorted().map(EventFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EventFile named(String name) {
        return read(Yaml.file("events").resolve(name + SUFFIX));
    }

    private static EventFile read(Path file) {
        String fileName = Objects.requireNonNull(file.getFileName()).toString();
        try {
            return new EventFile(fileName.replace(SUFFIX, ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String function() {
        return name.replaceAll("\\..*", "");
    }

    Map<String, Object> json() {
        return Json.readObject(text);
    }

    boolean isHttp() {
        return json().containsKey("routeKey");
    }

    String routeKey() {
        return String.valueOf(json().get("routeKey"));
    }

    boolean hasBody() {
        return json().containsKey("body");
    }

    String body() {
        String body = String.valueOf(json().get("body"));
        return Boolean.TRUE.equals(json().get("isBase64Encoded"))
                ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
    }

    @Override
    public String toString() {
        return name;
    }
}
