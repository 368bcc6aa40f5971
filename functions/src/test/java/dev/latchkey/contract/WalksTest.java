package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the walks of docs/architecture.md to the code: every file is there, and has the method that is named. */
class WalksTest {
    private static final Pattern FILE = Pattern.compile("`(functions|shared)/([a-z]+/\\w+\\.java)(?:#(\\w+))?`");

    static Stream<MatchResult> files() throws IOException {
        return FILE.matcher(text()).results();
    }

    private static String text() throws IOException {
        return Files.readString(Yaml.file("docs/architecture.md"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileIsThereAndHasTheMethod(MatchResult named) throws IOException {
        Path packages = Path.of("src/main/java/dev/latchkey", named.group(1).equals("functions") ? "functions" : "");
        Path file = Yaml.file(named.group(1)).resolve(packages).resolve(named.group(2));
        assertThat(file).exists();
        if (named.group(3) != null) {
            assertThat(Files.readString(file)).containsPattern("[\\w>] " + named.group(3) + "\\(");
        }
    }

    @ParameterizedTest
    @MethodSource("walks")
    void walkHasEightStopsAtMost(String walk) {
        assertThat(walk.lines().filter(line -> line.matches("\\d\\. `.*"))).hasSizeBetween(4, 8);
    }

    static List<String> walks() throws IOException {
        String walks = text().split("## Four walks through the code")[1].split("\\n## ")[0];
        List<String> all = List.of(walks.split("\\n\\*\\*"));
        assertThat(all).hasSize(5);
        return all.subList(1, 5);
    }
}
