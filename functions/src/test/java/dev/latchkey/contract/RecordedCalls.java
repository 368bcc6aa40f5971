package dev.latchkey.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Tells what is asked of AWS before it is asked, in the words of IAM, such as {@code dynamodb:PutItem Table ROOM#}. */
final class RecordedCalls {
    /** What finds out whose API key came with a call. */
    static final String KEY_CHECK = "dynamodb:BatchGetItem Table KEY#";

    /** That an API key was used today, which the first call of a day notes and no other: this one attribute, unseen. */
    static final String KEY_USE = "dynamodb:UpdateItem Table KEY# of [lastUsedDay, pk, sk] returning NONE";

    /** The secrets of media servers, one an app: they come and go, and template.yaml can only say how their names begin. */
    static final String MEDIA_SECRETS =
            "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${AWS::StackName}/media/*";

    /** In expressions: a name, which neither follows a colon, as values do, nor is a function. */
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<![:\\w])[a-z]\\w*\\b(?!\\()");

    private RecordedCalls() {}

    static DynamoDbClient dynamoDb(DynamoDbClient client, Consumer<String> calls) {
        return proxy(DynamoDbClient.class, client, (method, arguments) -> note(method, arguments, calls));
    }

    static SecretsManagerClient secretsManager(SecretsManagerClient client, String secret, Consumer<String> calls) {
        return proxy(
                SecretsManagerClient.class,
                client,
                (method, arguments) -> calls.accept("secretsmanager:" + capitalised(method.getName()) + " " + secret));
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

    private static void note(Method method, Object[] arguments, Consumer<String> calls) {
        switch (method.getName()) {
            case "updateItem" -> {
                UpdateItemRequest update =
                        filled(UpdateItemRequest.builder(), arguments).build();
                String call = "dynamodb:UpdateItem Table " + kind(update.key());
                calls.accept(call.endsWith(" KEY#") ? call + attributes(update) : call);
            }
            case "getItem" ->
                calls.accept("dynamodb:GetItem Table "
                        + kind(filled(GetItemRequest.builder(), arguments)
                                .build()
                                .key()));
            case "putItem" ->
                calls.accept("dynamodb:PutItem Table "
                        + kind(filled(PutItemRequest.builder(), arguments)
                                .build()
                                .item()));
            case "deleteItem" ->
                calls.accept("dynamodb:DeleteItem Table "
                        + kind(filled(DeleteItemRequest.builder(), arguments)
                                .build()
                                .key()));
            case "batchGetItem" ->
                filled(BatchGetItemRequest.builder(), arguments).build().requestItems().values().stream()
                        .flatMap(asked -> asked.keys().stream())
                        .forEach(key -> calls.accept("dynamodb:BatchGetItem Table " + kind(key)));
            case "query" -> {
                QueryRequest query = filled(QueryRequest.builder(), arguments).build();
                Map<String, AttributeValue> values = query.expressionAttributeValues();
                calls.accept(
                        query.indexName() == null
                                ? "dynamodb:Query Table " + kind(values.get(":pk"))
                                : "dynamodb:Query ${Table.Arn}/index/" + query.indexName() + " "
                                        + kind(values.get(":list")));
            }
            case "transactWriteItems" ->
                // A transaction needs the permission of each of its writes, and none of its own.
                filled(TransactWriteItemsRequest.builder(), arguments)
                        .build()
                        .transactItems()
                        .forEach(item -> calls.accept("dynamodb:" + action(item)));
            // The one call that IAM cannot limit to kinds of items.
            case "scan" -> calls.accept("dynamodb:Scan Table");
            default -> throw new AssertionError("nobody has said what " + method.getName() + " needs");
        }
    }

    @SuppressWarnings("unchecked") // the SDK's methods take what fills a builder
    private static <B> B filled(B builder, Object[] arguments) {
        ((Consumer<B>) arguments[0]).accept(builder);
        return builder;
    }

    private static String kind(Map<String, AttributeValue> key) {
        return kind(key.get("pk"));
    }

    /** The start that all partition keys of the kind share; the whole key of the few items that there are one of each. */
    private static String kind(AttributeValue partitionKey) {
        return partitionKey.s().replaceAll("^(?!JWKS#)(\\w+#).*", "$1");
    }

    /** What IAM calls the attributes of a request: those of the key and those that its expressions name. */
    private static String attributes(UpdateItemRequest update) {
        Set<String> names = new TreeSet<>(update.key().keySet());
        Matcher name = ATTRIBUTE.matcher(update.updateExpression() + " " + update.conditionExpression());
        while (name.find()) {
            names.add(name.group());
        }
        boolean shown = update.returnValues() != null || update.returnValuesOnConditionCheckFailure() != null;
        return " of " + names + " returning " + (shown ? "SOMETHING" : "NONE");
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String action(TransactWriteItem item) {
        if (item.put() != null) {
            return "PutItem Table " + kind(item.put().item());
        }
        if (item.update() != null) {
            return "UpdateItem Table " + kind(item.update().key());
        }
        return item.delete() != null
                ? "DeleteItem Table " + kind(item.delete().key())
                : "ConditionCheckItem Table " + kind(item.conditionCheck().key());
    }
}
