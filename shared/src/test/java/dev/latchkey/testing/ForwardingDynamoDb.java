package dev.latchkey.testing;

import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A client in front of another one, through which every call goes. The calls here are all that Latchkey makes; any other one,
 * such as a scan, fails as unsupported.
 */
public abstract class ForwardingDynamoDb implements DynamoDbClient {
    private final DynamoDbClient real;

    protected ForwardingDynamoDb(DynamoDbClient real) {
        this.real = real;
    }

    /** Carries the call out, or does not. */
    protected abstract <T extends DynamoDbResponse> T call(DynamoDbRequest request, Supplier<T> carryOut);

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return call(request, () -> real.getItem(request));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return call(request, () -> real.batchGetItem(request));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return call(request, () -> real.query(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return call(request, () -> real.putItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return call(request, () -> real.updateItem(request));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return call(request, () -> real.deleteItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return call(request, () -> real.transactWriteItems(request));
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    // The real client belongs to whoever made it.
    @Override
    public void close() {}
}
