package dev.latchkey.local.event;

import dev.latchkey.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far the stream has been told, shard by shard, in a file: whoever comes after goes on from there. What was told and not
 * noted yet is told twice.
 */
public final class StreamPosition {
    private final Path file;
    private final Map<String, Object> reached;

    public StreamPosition(Path file) {
        this.file = file;
        this.reached = new LinkedHashMap<>(read(file));
    }

    private static Map<String, Object> read(Path file) {
        try {
            return Files.exists(file) ? Json.readObject(Files.readString(file)) : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of the last change of the shard that was told. */
    Optional<String> reached(String shard) {
        return reached.get(shard) instanceof String number ? Optional.of(number) : Optional.empty();
    }

    void reach(String shard, String number) {
        reached.put(shard, number);
        try {
            Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), Json.write(reached));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
