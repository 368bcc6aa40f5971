package dev.latchkey.contract;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/** DynamoDB in this process, with tables as template.yaml defines them. */
final class LocalDynamoDb {
    static final DynamoDbClient CLIENT = DynamoDBEmbedded.create(true).dynamoDbClient();

    private LocalDynamoDb() {}

    static void createTable(String name) {
        createTable(CLIENT, name);
    }

    static void createTable(DynamoDbClient client, String name) {
        Yaml table = Template.FILE.at("Resources", "Table", "Properties");
        client.createTable(create -> create.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes(table))
                .keySchema(keys(table))
                .globalSecondaryIndexes(indexes(table)));
    }

    private static List<AttributeDefinition> attributes(Yaml table) {
        List<AttributeDefinition> attributes = new ArrayList<>();
        for (Yaml attribute : table.at("AttributeDefinitions").list()) {
            attributes.add(AttributeDefinition.builder()
                    .attributeName(attribute.at("AttributeName").text())
                    .attributeType(attribute.at("AttributeType").text())
                    .build());
        }
        return attributes;
    }

    private static List<KeySchemaElement> keys(Yaml tableOrIndex) {
        List<KeySchemaElement> keys = new ArrayList<>();
        for (Yaml key : tableOrIndex.at("KeySchema").list()) {
            keys.add(KeySchemaElement.builder()
                    .attributeName(key.at("AttributeName").text())
                    .keyType(key.at("KeyType").text())
                    .build());
        }
        return keys;
    }

    private static List<GlobalSecondaryIndex> indexes(Yaml table) {
        List<GlobalSecondaryIndex> indexes = new ArrayList<>();
        for (Yaml index : table.at("GlobalSecondaryIndexes").list()) {
            indexes.add(GlobalSecondaryIndex.builder()
                    .indexName(index.at("IndexName").text())
                    .keySchema(keys(index))
                    .projection(projection -> projection.projectionType(
                            index.at("Projection", "ProjectionType").text()))
                    .build());
        }
        return indexes;
    }
}
