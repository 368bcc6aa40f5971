package dev.latchkey.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Writes down what is asked of DynamoDB in the words of IAM, such as {@code dynamodb:Query ${Table.Arn}/index/gsi1}. */
final class CountedDynamoDb {
    private CountedDynamoDb() {}

    static DynamoDbClient over(DynamoDbClient client, Set<String> calls) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    note(method, arguments, calls);
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @SuppressWarnings("unchecked") // the SDK's methods take a request, or what fills its builder
    private static void note(Method method, Object[] arguments, Set<String> calls) {
        switch (method.getName()) {
            case "getItem", "batchGetItem", "putItem", "updateItem", "deleteItem" ->
                calls.add("dynamodb:" + capitalised(method.getName()) + " Table");
            case "query" -> {
                QueryRequest.Builder query = QueryRequest.builder();
                ((Consumer<QueryRequest.Builder>) arguments[0]).accept(query);
                String index = query.build().indexName();
                calls.add("dynamodb:Query " + (index == null ? "Table" : "${Table.Arn}/index/" + index));
            }
            case "transactWriteItems" -> {
                TransactWriteItemsRequest.Builder write = TransactWriteItemsRequest.builder();
                ((Consumer<TransactWriteItemsRequest.Builder>) arguments[0]).accept(write);
                // A transaction needs the permission of each of its writes, and none of its own.
                write.build().transactItems().forEach(item -> calls.add("dynamodb:" + action(item) + " Table"));
            }
            case "close", "toString" -> {
                // nothing is asked
            }
            default -> calls.add("dynamodb:" + capitalised(method.getName()) + " Table");
        }
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String action(TransactWriteItem item) {
        if (item.put() != null) {
            return "PutItem";
        }
        if (item.update() != null) {
            return "UpdateItem";
        }
        return item.delete() != null ? "DeleteItem" : "ConditionCheckItem";
    }
}
