package dev.latchkey.local;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import dev.latchkey.template.TableDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * DynamoDB Local inside this process. It keeps its tables in one SQLite file and answers a write once that is committed, so
 * that a process that is killed loses nothing it has answered.
 */
final class LocalDynamoDb implements AutoCloseable {
    private static final boolean WITHOUT_TELEMETRY = true;

    /** Tells of each connection unless it is told not to. Kept, since its level goes with the last reference to it. */
    private static final Logger SQLITE = Logger.getLogger(DynamoDBEmbedded.SQLITE4JAVA_PKG);

    /** How long is waited for somebody else who has the file. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AmazonDynamoDBLocal engine;
    private final DynamoDbClient client;

    private LocalDynamoDb(AmazonDynamoDBLocal engine) {
        this.engine = engine;
        this.client = engine.dynamoDbClient();
    }

    /**
     * Opens a file.
     *
     * @param file is made when it is not there; its folder must be
     */
    static LocalDynamoDb keptIn(Path file) throws StartException {
        SQLITE.setLevel(Level.OFF);
        SQLiteConnection first = new SQLiteConnection(file.toFile());
        try {
            SQLiteLibraryLoader.initialize();
            writeAhead(first);
            LocalDynamoDb opened = new LocalDynamoDb(DynamoDBEmbedded.create(file.toFile(), WITHOUT_TELEMETRY));
            // Until the engine has its own connection, so that nobody else's end is the last and locks the file.
            opened.client.listTables();
            return opened;
        } catch (Exception e) { // as the loader declares it
            throw new StartException(file + " cannot be opened: " + e.getMessage());
        } finally {
            first.dispose();
        }
    }

    /**
     * SQLite's write-ahead log, which the file remembers: a commit waits for the disk once and not thrice. An engine that was shut
     * down may still be at its last writes, which are waited for.
     */
    private static void writeAhead(SQLiteConnection connection) throws SQLiteException {
        connection.open().setBusyTimeout(PATIENCE.toMillis()).exec("PRAGMA journal_mode = WAL");
    }

    static LocalDynamoDb inMemory() {
        return new LocalDynamoDb(DynamoDBEmbedded.create(WITHOUT_TELEMETRY));
    }

    DynamoDbClient client() {
        return client;
    }

    /** Tells what was changed in the tables. */
    DynamoDbStreamsClient streams() {
        return engine.dynamoDbStreamsClient();
    }

    /** Makes the table unless it is there. */
    void requireTable(String name, TableDefinition definition) throws StartException {
        TableDescription table;
        try {
            table = client.describeTable(describe -> describe.tableName(name)).table();
        } catch (ResourceNotFoundException e) {
            table = client.createTable(definition.creation(name)).tableDescription();
        }
        if (!isAs(definition, table)) {
            throw new StartException("template.yaml now has another table than the one that is kept:"
                    + " set LATCHKEY_DATA to a new folder, or delete the old one.");
        }
        enableTtl(name, definition);
    }

    private static boolean isAs(TableDefinition definition, TableDescription table) {
        Set<String> kept = new HashSet<>();
        List<GlobalSecondaryIndexDescription> indexes = table.globalSecondaryIndexes();
        indexes.forEach(index -> kept.add(index.indexName() + index.keySchema()));
        Set<String> wanted = new HashSet<>();
        definition.indexes().forEach(index -> wanted.add(index.indexName() + index.keySchema()));
        return table.keySchema().equals(definition.key()) && kept.equals(wanted);
    }

    private void enableTtl(String name, TableDefinition definition) {
        String attribute = definition.ttlAttribute();
        String enabled = client.describeTimeToLive(describe -> describe.tableName(name))
                .timeToLiveDescription()
                .attributeName();
        if (attribute != null && !attribute.equals(enabled)) {
            client.updateTimeToLive(update -> update.tableName(name)
                    .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(attribute)));
        }
    }

    @Override
    public void close() {
        engine.shutdown();
    }
}
