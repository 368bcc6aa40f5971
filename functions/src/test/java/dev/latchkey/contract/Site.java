package dev.latchkey.contract;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.telemetry.DecisionLines;
import dev.latchkey.functions.telemetry.KeyRefreshLines;
import dev.latchkey.json.Json;
import dev.latchkey.token.CachedSigningKeys;
import dev.latchkey.token.KeyRotation;
import dev.latchkey.token.KeySet;
import dev.latchkey.token.SigningKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A bundle in operation for several apps, warm from call to call, with everything that it says and asks written down. */
final class Site implements Platform {
    private static final KeySet KEYS = new KeyRotation().fresh(World.NOON.minusSeconds(3600));

    final TestClock clock = new TestClock(World.NOON);
    final List<String> decisions = new ArrayList<>();
    final LogLines log = new LogLines();

    /** What was asked of DynamoDB, such as {@code updateItem}. */
    final List<String> asked = new ArrayList<>();

    /** Is told of each call before DynamoDB is, and may throw. */
    Consumer<String> trouble = call -> {};

    private final String table = "Latchkey-" + UUID.randomUUID();
    private final DynamoDbClient dynamoDb = watched(LocalDynamoDb.CLIENT);
    private final SigningKeys keys =
            new CachedSigningKeys(() -> KEYS.secretText(), clock, Runnable::run, new KeyRefreshLines(clock, log::log));
    private final Map<String, RequestStreamHandler> warm = new HashMap<>();

    Site() {
        LocalDynamoDb.createTable(table);
    }

    private DynamoDbClient watched(DynamoDbClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, args) -> {
                    asked.add(method.getName());
                    trouble.accept(method.getName());
                    try {
                        return method.invoke(client, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    @Override
    public String table() {
        return table;
    }

    @Override
    public SigningKeys signingKeys() {
        return keys;
    }

    @Override
    public DecisionLog decisions() {
        return new DecisionLines(clock, decisions::add);
    }

    /** The operator asks for something. Single quotes stand for double ones. */
    Answer operator(String payload) {
        return invoke("dev.latchkey.functions.apps.AppsHandler", payload.replace('\'', '"'));
    }

    /** Makes an app and gives its first API key. */
    String app(String name) {
        return operator("{'action':'create-app','app':'" + name + "'}").text("apiKey");
    }

    Call call(String route) {
        return new Call(this, route);
    }

    /** The private parts of the signing keys. */
    static List<String> keyMaterial() {
        return Printed.keyMaterial(KEYS);
    }

    /** Every item of the table, each as its attributes as texts. */
    List<Map<String, String>> texts() {
        List<Map<String, String>> items = new ArrayList<>();
        LocalDynamoDb.CLIENT
                .scanPaginator(scan -> scan.tableName(table))
                .items()
                .forEach(item -> {
                    Map<String, String> texts = new LinkedHashMap<>();
                    item.forEach((name, value) -> texts.put(name, value.s() == null ? value.toString() : value.s()));
                    items.add(texts);
                });
        return items;
    }

    /** Every item of the table, as text. */
    List<String> items() {
        List<String> items = new ArrayList<>();
        LocalDynamoDb.CLIENT
                .scanPaginator(scan -> scan.tableName(table))
                .items()
                .forEach(item -> items.add(item.toString()));
        return items;
    }

    Answer invoke(String handler, String event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            warm.computeIfAbsent(handler, this::make)
                    .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Answer.read(answer.toString(StandardCharsets.UTF_8));
    }

    private RequestStreamHandler make(String handler) {
        try {
            return (RequestStreamHandler)
                    Class.forName(handler).getConstructor(Platform.class).newInstance(this);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(handler, e);
        }
    }

    /** One HTTP request in the making. */
    static final class Call {
        private final Site site;
        private final String route;
        private final Map<String, String> path = new LinkedHashMap<>();
        private final Map<String, String> query = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>(Map.of("content-type", "application/json"));
        private String body = "";
        private String sourceIp = "203.0.113.7";

        private Call(Site site, String route) {
            this.site = site;
            this.route = route;
        }

        Call path(String name, String value) {
            path.put(name, value);
            return this;
        }

        Call query(String name, String value) {
            query.put(name, value);
            return this;
        }

        Call header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Call key(String key) {
            return header("x-api-key", key);
        }

        Call bearer(String token) {
            return header("authorization", "Bearer " + token);
        }

        /** Single quotes stand for double ones. */
        Call body(String json) {
            body = json.replace('\'', '"');
            return this;
        }

        Call from(String address) {
            sourceIp = address;
            return this;
        }

        Answer send() {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("version", "2.0");
            event.put("routeKey", route);
            event.put("headers", headers);
            event.put("queryStringParameters", query);
            event.put("pathParameters", path);
            event.put(
                    "requestContext",
                    Map.of("requestId", "r-1", "http", Map.of("method", "POST", "sourceIp", sourceIp)));
            if (!body.isEmpty()) {
                event.put("body", body);
            }
            return site.invoke(Template.behind(route).handler(), Json.write(event));
        }

        Answer send(int status) {
            Answer answer = send();
            if (answer.status() != status) {
                throw new AssertionError(route + " -> " + answer.status() + " " + answer.body());
            }
            return answer;
        }
    }
}
