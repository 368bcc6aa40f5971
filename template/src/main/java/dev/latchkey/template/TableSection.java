package dev.latchkey.template;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/** Reads an {@code AWS::DynamoDB::Table}. */
final class TableSection {
    private TableSection() {}

    static TableDefinition read(Section table) {
        return new TableDefinition(
                key(table),
                table.list("AttributeDefinitions").stream()
                        .map(TableSection::attribute)
                        .toList(),
                table.list("GlobalSecondaryIndexes").stream()
                        .map(TableSection::index)
                        .toList(),
                ttlAttribute(table),
                table.findSection("StreamSpecification")
                        .map(stream -> stream.text("StreamViewType"))
                        .orElse(null));
    }

    private static AttributeDefinition attribute(Section attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute.text("AttributeName"))
                .attributeType(attribute.text("AttributeType"))
                .build();
    }

    private static List<KeySchemaElement> key(Section owner) {
        return owner.list("KeySchema").stream()
                .map(part -> KeySchemaElement.builder()
                        .attributeName(part.text("AttributeName"))
                        .keyType(part.text("KeyType"))
                        .build())
                .toList();
    }

    private static GlobalSecondaryIndex index(Section index) {
        Section projection = index.section("Projection");
        Projection.Builder projected = Projection.builder().projectionType(projection.text("ProjectionType"));
        List<String> more = projection.texts("NonKeyAttributes");
        if (!more.isEmpty()) {
            projected.nonKeyAttributes(more);
        }
        return GlobalSecondaryIndex.builder()
                .indexName(index.text("IndexName"))
                .keySchema(key(index))
                .projection(projected.build())
                .build();
    }

    private static @Nullable String ttlAttribute(Section table) {
        return table.findSection("TimeToLiveSpecification")
                .filter(ttl -> ttl.text("Enabled").equals("true"))
                .map(ttl -> ttl.text("AttributeName"))
                .orElse(null);
    }
}
