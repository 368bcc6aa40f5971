package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeySetSourceTest {
    private final MovingClock clock = new MovingClock(NOON);

    @TempDir
    private Path folder;

    @Test
    void makesFreshKeysOnceAndKeepsThem() {
        String first = new FileKeySetSource(file(), clock).read();

        assertThat(KeySet.parse(first).keys()).hasSize(10);
        assertThat(source().read()).isEqualTo(first);
    }

    @Test
    void onlyTheOwnerMayReadTheFileAlsoAfterARotation() throws Exception {
        source().read();
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        source().rotate();

        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void rotates() {
        KeySet before = KeySet.parse(source().read());
        clock.move(Duration.ofDays(1));

        source().rotate();

        assertThat(new KeyRotation().isNextStep(before, KeySet.parse(source().read())))
                .isTrue();
    }

    @Test
    void removesARetiredKey() {
        String kid = KeySet.parse(source().read()).keys().get(0).kid();
        source().rotate();

        source().remove(kid);

        assertThat(KeySet.parse(source().read()).find(kid)).isEmpty();
    }

    @Test
    void manyWhoStartAtOnceShareOneSet() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Set<String> texts = new HashSet<>();
        try {
            List<Future<String>> reads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                reads.add(threads.submit(() -> source().read()));
            }
            for (Future<String> read : reads) {
                texts.add(read.get(60, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(texts).hasSize(1);
    }

    @Test
    void leavesNoDraftBehind() throws Exception {
        source().read();
        source().rotate();

        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("keys.json", "keys.json.lock");
        }
    }

    private FileKeySetSource source() {
        return new FileKeySetSource(file(), clock, QuickKeys.rotation());
    }

    private Path file() {
        return folder.resolve("data").resolve("keys.json");
    }
}
