package dev.latchkey.local;

import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.ReplyQueues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Stands in for the queues of replies: a file for each, with a line for each message, in the folder that its owner alone can read. */
final class ReplyFiles implements ReplyQueues {
    private final Path folder;

    ReplyFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public MessageQueue named(String name) {
        return messages -> append(folder.resolve(name + ".jsonl"), messages);
    }

    private synchronized void append(Path file, List<Message> messages) {
        try {
            Files.createDirectories(folder);
            Files.write(
                    file,
                    messages.stream().map(Message::text).toList(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
