package dev.latchkey.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * A table whose batches that need not be consistent are answered as all was when this was made: as DynamoDB may, and DynamoDB
 * Local never does.
 */
public final class LateDynamoDb extends ForwardingDynamoDb {
    private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> before = new HashMap<>();

    public LateDynamoDb(DynamoDbClient real, String table) {
        super(real);
        real.scanPaginator(scan -> scan.tableName(table))
                .items()
                .forEach(item -> before.put(Map.of("pk", item.get("pk"), "sk", item.get("sk")), item));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        Map.Entry<String, KeysAndAttributes> asked =
                request.requestItems().entrySet().iterator().next();
        if (Boolean.TRUE.equals(asked.getValue().consistentRead())) {
            return super.batchGetItem(request);
        }
        List<Map<String, AttributeValue>> found = asked.getValue().keys().stream()
                .map(before::get)
                .filter(Objects::nonNull)
                .toList();
        return BatchGetItemResponse.builder()
                .responses(Map.of(asked.getKey(), found))
                .build();
    }

    @Override
    protected <T extends DynamoDbResponse> T call(DynamoDbRequest request, Supplier<T> carryOut) {
        return carryOut.get();
    }
}
