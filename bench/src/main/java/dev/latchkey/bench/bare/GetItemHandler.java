package dev.latchkey.bench.bare;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.functions.platform.AwsPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** One read of one item, with the client that the functions have: the price of the SDK. */
public final class GetItemHandler implements RequestStreamHandler {
    private final DynamoDbClient dynamoDb;
    private final String table;

    public GetItemHandler() {
        AwsPlatform platform = AwsPlatform.fromEnvironment();
        this.dynamoDb = platform.dynamoDb();
        this.table = platform.table();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        event.readAllBytes();
        AttributeValue key = AttributeValue.fromS("APP#dev");
        boolean found = dynamoDb.getItem(GetItemRequest.builder()
                        .tableName(table)
                        .key(Map.of("pk", key, "sk", AttributeValue.fromS("APP")))
                        .consistentRead(true)
                        .build())
                .hasItem();
        answer.write(("{\"statusCode\":" + (found ? 200 : 500) + "}").getBytes(StandardCharsets.UTF_8));
    }
}
