package dev.latchkey.template;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/**
 * The table of template.yaml.
 *
 * @param ttlAttribute where an item says when it may go; null when items stay
 * @param streamView what the table's stream carries; null when it has none
 */
public record TableDefinition(
        List<KeySchemaElement> key,
        List<AttributeDefinition> attributes,
        List<GlobalSecondaryIndex> indexes,
        @Nullable String ttlAttribute,
        @Nullable String streamView) {
    public TableDefinition {
        key = List.copyOf(key);
        attributes = List.copyOf(attributes);
        indexes = List.copyOf(indexes);
    }

    public CreateTableRequest creation(String name) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key)
                .attributeDefinitions(attributes);
        if (!indexes.isEmpty()) {
            request.globalSecondaryIndexes(indexes);
        }
        if (streamView != null) {
            request.streamSpecification(StreamSpecification.builder()
                    .streamEnabled(true)
                    .streamViewType(streamView)
                    .build());
        }
        return request.build();
    }
}
