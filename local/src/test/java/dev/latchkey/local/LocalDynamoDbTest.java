package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.template.TableDefinition;
import dev.latchkey.template.TemplateYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

    /** An engine that was shut down may still be at its last writes. */
    @Test
    void fileIsOpenedAgainAtOnceAfterItWasClosed() throws Exception {
        Path file = folder.resolve("table.db");
        TableDefinition definition =
                TemplateYaml.read(Path.of("..", "template.yaml"), Map.of()).table();
        for (int time = 0; time < 10; time++) {
            try (LocalDynamoDb dynamoDb = LocalDynamoDb.keptIn(file)) {
                dynamoDb.requireTable("table", definition);
                dynamoDb.client()
                        .putItem(put -> put.tableName("table")
                                .item(Map.of("pk", AttributeValue.fromS("A"), "sk", AttributeValue.fromS("B"))));
            }
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
