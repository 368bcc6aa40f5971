package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package of the main code says in one sentence what belongs there, and is null-marked. */
class PackagesTest {
    static Stream<Path> packages() throws IOException {
        TreeSet<Path> folders = new TreeSet<>();
        for (String module : new String[] {"shared", "template", "functions", "local"}) {
            try (Stream<Path> files = Files.walk(Yaml.file(module + "/src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .forEach(folders::add);
            }
        }
        return folders.stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void saysWhatBelongsThereAndIsNullMarked(Path folder) throws IOException {
        Path file = folder.resolve("package-info.java");
        assertThat(file).exists();
        assertThat(Files.readString(file))
                .matches("(?s)/\\*\\*\\s[^.]+(\\.\\w[^.]*)*\\.\\s+\\*/\n@NullMarked\npackage [\\w.]+;\n.*");
    }
}
