package dev.latchkey.functions.priming;

import dev.latchkey.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * DynamoDB as its client sees it over HTTP, for as long as priming takes: it holds what is put, gives it back by key, and
 * finds every condition fulfilled. It is no database: changes of a part of an item are agreed to and forgotten.
 */
final class StubDynamoDb implements SdkHttpClient {
    private static final String OPERATION = "X-Amz-Target";

    /** As their JSON, by partition key, line feed and sort key. */
    private final Map<String, Map<?, ?>> items = new TreeMap<>();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return response(Json.write(answer(operation(request.httpRequest()), body(request))));
            }

            @Override
            public void abort() {
                // Over before anybody could.
            }
        };
    }

    private static String operation(SdkHttpRequest request) {
        String target = request.firstMatchingHeader(OPERATION).orElse("");
        return target.substring(target.indexOf('.') + 1);
    }

    private static Map<String, Object> body(HttpExecuteRequest request) throws IOException {
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            return Json.readObject(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static HttpExecuteResponse response(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder()
                        .statusCode(200)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
    }

    // Several requests of one call are under way together.
    private synchronized Map<String, Object> answer(String operation, Map<String, Object> request) {
        return switch (operation) {
            case "GetItem" -> one(items.get(key(object(request.get("Key")))));
            case "BatchGetItem" -> batch(object(request.get("RequestItems")));
            case "Query" -> Map.of("Items", partition(object(request.get("ExpressionAttributeValues"))));
            case "PutItem" -> put(object(request.get("Item")));
            case "TransactWriteItems" -> transact(list(request.get("TransactItems")));
            default -> Map.of();
        };
    }

    private static Map<String, Object> one(@Nullable Map<?, ?> item) {
        return item == null ? Map.of() : Map.of("Item", item);
    }

    private Map<String, Object> batch(Map<?, ?> tables) {
        Map<String, Object> responses = new LinkedHashMap<>();
        tables.forEach((table, asked) -> {
            List<Object> found = new ArrayList<>();
            for (Object key : list(object(asked).get("Keys"))) {
                Map<?, ?> item = items.get(key(object(key)));
                if (item != null) {
                    found.add(item);
                }
            }
            responses.put((String) table, found);
        });
        return Map.of("Responses", responses, "UnprocessedKeys", Map.of());
    }

    /** What stands under a partition key, with such a start of its sort key where one is given. Lists of the index are empty. */
    private List<Object> partition(Map<?, ?> values) {
        List<Object> found = new ArrayList<>();
        if (values.containsKey(":pk")) {
            String start = text(values.get(":pk")) + "\n" + (values.containsKey(":sk") ? text(values.get(":sk")) : "");
            items.forEach((key, item) -> {
                if (key.startsWith(start)) {
                    found.add(item);
                }
            });
        }
        return found;
    }

    private Map<String, Object> put(Map<?, ?> item) {
        items.put(key(item), item);
        return Map.of();
    }

    private Map<String, Object> transact(List<?> writes) {
        for (Object write : writes) {
            Map<?, ?> parts = object(write);
            if (parts.containsKey("Put")) {
                put(object(object(parts.get("Put")).get("Item")));
            } else if (parts.containsKey("Delete")) {
                items.remove(key(object(object(parts.get("Delete")).get("Key"))));
            }
        }
        return Map.of();
    }

    private static String key(Map<?, ?> item) {
        return text(item.get("pk")) + "\n" + text(item.get("sk"));
    }

    private static String text(@Nullable Object attribute) {
        return String.valueOf(object(attribute).get("S"));
    }

    private static Map<?, ?> object(@Nullable Object json) {
        return (Map<?, ?>) Objects.requireNonNull(json);
    }

    private static List<?> list(@Nullable Object json) {
        return (List<?>) Objects.requireNonNull(json);
    }

    @Override
    public String clientName() {
        return "paper";
    }

    @Override
    public void close() {
        // Holds nothing that others could need.
    }
}
