package dev.latchkey.contract;

import dev.latchkey.aws.DynamoDbPublicKeys;
import dev.latchkey.aws.Table;
import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A bundle over a table of its own in DynamoDB's engine, each function held to its policy: for what is about the table. */
final class TableFixture extends ServiceFixture {
    private final String table = "Latchkey-" + UUID.randomUUID();
    private final DynamoDbClient dynamoDb = watched(DynamoDbClient.class, LocalDynamoDb.CLIENT);

    TableFixture() {
        LocalDynamoDb.createTable(table);
        new DynamoDbPublicKeys(new Table(LocalDynamoDb.CLIENT, table)).publish(KEYS);
    }

    @Override
    public Stores stores() {
        return new DynamoDbStores(dynamoDb, table, auditLog(), clock());
    }

    @Override
    Platform platformOf(String handler) {
        return UnderPolicy.of(handler, this, dynamoDb, table);
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    String table() {
        return table;
    }

    /** Changes every item whose partition key is meant, as a migration by hand would. */
    void change(Predicate<String> partition, String expression) {
        for (Map<String, AttributeValue> item : LocalDynamoDb.CLIENT
                .scanPaginator(scan -> scan.tableName(table))
                .items()) {
            if (partition.test(item.get("pk").s())) {
                LocalDynamoDb.CLIENT.updateItem(update -> update.tableName(table)
                        .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                        .updateExpression(expression));
            }
        }
    }

    /** Every item of the table, each as its attributes as texts. */
    List<Map<String, String>> texts() {
        List<Map<String, String>> items = new ArrayList<>();
        LocalDynamoDb.CLIENT
                .scanPaginator(scan -> scan.tableName(table))
                .items()
                .forEach(item -> {
                    Map<String, String> texts = new LinkedHashMap<>();
                    item.forEach((name, value) -> texts.put(name, value.s() == null ? value.toString() : value.s()));
                    items.add(texts);
                });
        return items;
    }

    /** Every item of the table, as text. */
    List<String> items() {
        List<String> items = new ArrayList<>();
        LocalDynamoDb.CLIENT
                .scanPaginator(scan -> scan.tableName(table))
                .items()
                .forEach(item -> items.add(item.toString()));
        return items;
    }
}
