package dev.latchkey.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * Keeps the key set in a file of this machine that only its owner can read. The file is made with fresh keys when it is
 * first read, and is only ever replaced as a whole: a reader sees the old set or the new one.
 */
public final class FileKeySetSource implements KeySetSource {
    // A lock on a file holds between processes only; this one holds between the threads of this one.
    private static final Object IN_THIS_PROCESS = new Object();

    private final Path file;
    private final Clock clock;
    private final KeyRotation rotation;

    public FileKeySetSource(Path file, Clock clock) {
        this(file, clock, new KeyRotation());
    }

    FileKeySetSource(Path file, Clock clock, KeyRotation rotation) {
        this.file = file.toAbsolutePath();
        this.clock = clock;
        this.rotation = rotation;
    }

    @Override
    public String read() {
        try {
            if (!Files.exists(file)) {
                alone(() -> {
                    if (!Files.exists(file)) {
                        replace(rotation.fresh(clock.instant()));
                    }
                });
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the keys on by one step, as {@link KeyRotation#rotate} has it. */
    public void rotate() {
        change(keys -> rotation.rotate(keys, clock.instant()));
    }

    /** Takes one retired key out, as {@link KeyRotation#remove} has it. */
    public void remove(String kid) {
        change(keys -> rotation.remove(keys, kid));
    }

    private void change(UnaryOperator<KeySet> step) {
        read();
        try {
            alone(() -> replace(step.apply(KeySet.parse(Files.readString(file)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void alone(Action action) throws IOException {
        Path folder = folder();
        Files.createDirectories(folder);
        Path lockFile = folder.resolve(file.getFileName() + ".lock");
        synchronized (IN_THIS_PROCESS) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    action.run();
                }
            }
        }
    }

    private void replace(KeySet keys) throws IOException {
        Path draft = Files.createTempFile(folder(), file.getFileName().toString(), ".new", ownerOnly());
        Files.writeString(draft, keys.secretText());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path folder() {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }
}
