package dev.latchkey.local.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The messages of one queue as files, until they are worked off, so that a process that is killed loses none. A file is named
 * by when its message is due.
 */
final class QueueFolder {
    private static final String DRAFT = ".new";
    private static final String DEAD = "dead";

    private final Path folder;

    QueueFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder unless it is there, and finds what an earlier process left in it. */
    List<QueuedMessage> open() {
        try {
            Files.createDirectories(folder.resolve(DEAD));
            List<QueuedMessage> left = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (file.toString().endsWith(DRAFT)) {
                        Files.delete(file); // never answered for
                    } else {
                        left.add(read(file));
                    }
                }
            }
            return left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static QueuedMessage read(Path file) throws IOException {
        String id = file.getFileName().toString();
        String content = Files.readString(file);
        int end = content.indexOf('\n');
        return new QueuedMessage(
                id,
                content.substring(end + 1),
                content.substring(0, end),
                Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-')))),
                0);
    }

    QueuedMessage keep(String text, String group, Instant due) {
        String id = String.format("%015d-%s", due.toEpochMilli(), UUID.randomUUID());
        try {
            Path draft = Files.writeString(folder.resolve(id + DRAFT), group + "\n" + text);
            Files.move(draft, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new QueuedMessage(id, text, group, due, 0);
    }

    void delete(QueuedMessage message) {
        try {
            Files.deleteIfExists(folder.resolve(message.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a message that nobody could work off to the dead letters. */
    void bury(QueuedMessage message) {
        try {
            Files.move(folder.resolve(message.id()), folder.resolve(DEAD).resolve(message.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
