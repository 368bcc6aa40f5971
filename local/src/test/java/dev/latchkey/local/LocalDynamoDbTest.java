package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDynamoDbTest {
    /** Where SQLite's file format says how the file is to be written and to be read. */
    private static final int FORMAT = 18;

    private static final byte WRITE_AHEAD = 2;

    @TempDir
    Path folder;

    @Test
    void fileHasAWriteAheadLog() throws Exception {
        Path file = folder.resolve("table.db");
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.keptIn(file)) {
            assertThat(dynamoDb.client().listTables().tableNames()).isEmpty();
            assertThat(Arrays.copyOfRange(Files.readAllBytes(file), FORMAT, FORMAT + 2))
                    .containsExactly(WRITE_AHEAD, WRITE_AHEAD);
        }
    }

    @Test
    void fileThatIsNoTableIsRefused() throws Exception {
        Path file =
                Files.writeString(folder.resolve("table.db"), "not SQLite's, and long enough to see that".repeat(50));
        assertThatThrownBy(() -> LocalDynamoDb.keptIn(file))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("table.db");
    }
}
