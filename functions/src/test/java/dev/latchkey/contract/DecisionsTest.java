package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/decisions/ to its form, and its index to the files. A row that is missing stands in the failure, to be pasted. */
class DecisionsTest {
    private static final Path FOLDER = Yaml.file("docs/decisions");
    private static final Pattern FILE = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern STATUS =
            Pattern.compile("Status:\\s+(Accepted|Superseded by \\d{4} \\(20\\d\\d-\\d\\d-\\d\\d\\))\\.");

    static Stream<Path> decisions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.endsWith("README.md")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void saysWhatWasAskedDecidedWhyAndWhen(Path file) throws IOException {
        assertThat(file.getFileName().toString()).matches(FILE);
        String text = Files.readString(file);
        assertThat(text)
                .startsWith("# ")
                .containsSubsequence("Question:", "Decision:")
                .contains("Reason:")
                .containsPattern("Date:\\s+20\\d\\d-\\d\\d-\\d\\d\\.")
                .containsPattern(STATUS);
    }

    @Test
    void numberBelongsToOneDecision() throws IOException {
        assertThat(decisions().map(file -> file.getFileName().toString().substring(0, 4)))
                .doesNotHaveDuplicates();
    }

    @Test
    void indexListsEveryDecisionInOrderWithItsStatus() throws IOException {
        List<String> rows = Files.readAllLines(FOLDER.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| ["))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(decisions().map(DecisionsTest::row).toList());
    }

    private static String row(Path file) {
        try {
            String name = file.getFileName().toString();
            String text = Files.readString(file);
            String title = text.lines().findFirst().orElse("").replaceFirst("^# ", "");
            Matcher status = STATUS.matcher(text);
            return "| [" + name.substring(0, 4) + "](" + name + ") | " + title + " | "
                    + (status.find() ? status.group(1) : "none") + " |";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
