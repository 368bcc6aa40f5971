package dev.latchkey.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Writes down what is asked of AWS in the words of IAM, such as {@code dynamodb:Query ${Table.Arn}/index/gsi1}. */
final class Noted {
    /** That an API key was used today, which the first call of a day notes and no other. */
    static final String KEY_USE = "dynamodb:UpdateItem Table KEY#";

    private Noted() {}

    static DynamoDbClient dynamoDb(DynamoDbClient client, Set<String> calls) {
        return proxy(DynamoDbClient.class, client, (method, arguments) -> note(method, arguments, calls));
    }

    static SecretsManagerClient secretsManager(SecretsManagerClient client, Set<String> calls) {
        return proxy(
                SecretsManagerClient.class,
                client,
                (method, arguments) -> calls.add("secretsmanager:" + capitalised(method.getName()) + " SigningKeys"));
    }

    private static <T> T proxy(Class<T> type, T client, BiConsumer<Method, Object[]> note) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    note.accept(method, arguments);
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @SuppressWarnings("unchecked") // the SDK's methods take a request, or what fills its builder
    private static void note(Method method, Object[] arguments, Set<String> calls) {
        switch (method.getName()) {
            case "updateItem" -> {
                UpdateItemRequest.Builder update = UpdateItemRequest.builder();
                ((Consumer<UpdateItemRequest.Builder>) arguments[0]).accept(update);
                boolean ofApiKey = update.build().key().get("pk").s().startsWith("KEY#");
                calls.add(ofApiKey ? KEY_USE : "dynamodb:UpdateItem Table");
            }
            case "getItem", "batchGetItem", "putItem", "deleteItem" ->
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
