package dev.latchkey.contract;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.access.AuditLog;
import dev.latchkey.event.EventBus;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.telemetry.AuditLogWriter;
import dev.latchkey.functions.telemetry.KeyRefreshLog;
import dev.latchkey.json.Json;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.outbound.Outbound;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.queue.ReplyQueues;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.QuickKeys;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.testing.FakeLiveKit;
import dev.latchkey.testing.FakeOutbound;
import dev.latchkey.testing.memory.InMemoryMediaSecrets;
import dev.latchkey.webhook.MasterKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A bundle in operation for several apps, warm from call to call, with everything that it says and asks written down. */
abstract class ServiceFixture implements Platform {
    static final KeySet KEYS = QuickKeys.rotation().fresh(ScenarioFixture.NOON.minusSeconds(3600));

    final TestClock clock = new TestClock(ScenarioFixture.NOON);
    final List<String> auditLog = Collections.synchronizedList(new ArrayList<>());
    final LogLines log = new LogLines();

    static final String BUS_COMMANDS = "arn:aws:sqs:us-east-1:123456789012:BusCommands";

    /** What went to queues for replies. */
    final List<String> replies = Collections.synchronizedList(new ArrayList<>());

    /** What was asked of where things are kept: calls of DynamoDB, such as {@code updateItem}, or methods of the twins. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Is told of each such call before it is made, and may throw. */
    Consumer<String> trouble = call -> {};

    final FakeLiveKit liveKit = new FakeLiveKit(clock);
    private final MediaSecrets mediaSecrets = new InMemoryMediaSecrets();
    private KeySet keySet = KEYS;
    private final CachedSigningKeys keys =
            new CachedSigningKeys(() -> keySet.secretText(), clock, Runnable::run, new KeyRefreshLog(clock, log::log));
    private final Map<String, RequestStreamHandler> warm = new ConcurrentHashMap<>();

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public SigningKeys signingKeys() {
        return keys;
    }

    /** Nobody works it off. */
    @Override
    public MessageQueue queue(QueueName name) {
        return messages -> {};
    }

    @Override
    public String busCommandsQueue() {
        return BUS_COMMANDS;
    }

    /** Each is written down, with the queue before it. */
    @Override
    public ReplyQueues replyQueues() {
        return name -> messages -> {
            trouble.accept("reply");
            messages.forEach(message -> replies.add(name + " " + message.text()));
        };
    }

    /** Nobody listens. */
    @Override
    public EventBus eventBus() {
        return events -> EventBus.Result.ALL_TAKEN;
    }

    /** Tells what that event file says was changed. */
    void publish(String eventFile) {
        invoke(
                ScenarioFixture.function("publish-events").handler(),
                EventFile.named(eventFile).text());
    }

    @Override
    public ConnectionPost connectionPost() {
        return ConnectionPost.NOBODY;
    }

    @Override
    public MasterKey webhookKey() {
        return () -> "the master key of tests, not to be guessed";
    }

    /** Every call is taken. */
    @Override
    public Outbound outbound() {
        return new FakeOutbound();
    }

    @Override
    public MediaSecrets mediaSecrets() {
        return mediaSecrets;
    }

    @Override
    public ApiClient apiClient() {
        return liveKit;
    }

    @Override
    public AuditLog auditLog() {
        return new AuditLogWriter(clock, auditLog::add);
    }

    /** The operator asks for something. Single quotes stand for double ones. */
    Answer operator(String payload) {
        return invoke("dev.latchkey.functions.operator.AppsHandler", payload.replace('\'', '"'));
    }

    /** Makes an app and gives its first API key. */
    String app(String name) {
        return operator("{'action':'create-app','app':'" + name + "'}").text("apiKey");
    }

    /** Gives the app a media server. */
    void mediaServer(String app) {
        operator("{'action':'set-media','app':'" + app + "','kind':'livekit','url':'ws://127.0.0.1:7880','apiUrl':'"
                + FakeLiveKit.API + "','apiKey':'" + FakeLiveKit.KEY + "','apiSecret':'" + FakeLiveKit.SECRET + "'}");
    }

    Call call(String route) {
        return new Call(this, route);
    }

    /** What is next signs from now on, for all to see. */
    void rotateKeys() {
        keySet = QuickKeys.rotation().rotate(keySet, clock.now);
        keys.forget();
    }

    /** Other keys from now on, and none of those before. */
    void loseKeys() {
        keySet = QuickKeys.rotation().fresh(ScenarioFixture.NOON.minusSeconds(3600));
        keys.forget();
    }

    /** The private parts of the signing keys. */
    static List<String> keyMaterial() {
        return PrintedText.keyMaterial(KEYS);
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

    /** What the function of that handler runs on. */
    Platform platformOf(String handler) {
        return this;
    }

    /** The client, or the port and those of its kind that it hands out, with each call noted before it is made. */
    final <T> T watched(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            asked.add(method.getName());
            trouble.accept(method.getName());
            try {
                Object answer = method.invoke(target, args);
                return type.isInstance(answer) ? watched(type, type.cast(answer)) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private RequestStreamHandler make(String handler) {
        try {
            return (RequestStreamHandler)
                    Class.forName(handler).getConstructor(Platform.class).newInstance(platformOf(handler));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(handler, e);
        }
    }

    /** One HTTP request in the making. */
    static final class Call {
        private final ServiceFixture service;
        private final String route;
        private final Map<String, String> path = new LinkedHashMap<>();
        private final Map<String, String> query = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>(Map.of("content-type", "application/json"));
        private final List<String> cookies = new ArrayList<>();
        private String body = "";
        private boolean base64;
        private String sourceIp = "203.0.113.7";

        private Call(ServiceFixture service, String route) {
            this.service = service;
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

        /** As a page of the dashboard sends its session. */
        Call session(String cookie) {
            return cookie("__Host-latchkey=" + cookie).header("latchkey-dashboard", "1");
        }

        Call cookie(String cookie) {
            cookies.add(cookie);
            return this;
        }

        /** Single quotes stand for double ones. */
        Call body(String json) {
            body = json.replace('\'', '"');
            return this;
        }

        Call json(Map<String, ?> json) {
            body = Json.write(json);
            return this;
        }

        /** The body as API Gateway hands over what it does not take for text. */
        Call bytes(byte[] bytes) {
            base64 = true;
            body = Base64.getEncoder().encodeToString(bytes);
            return this;
        }

        Call from(String address) {
            sourceIp = address;
            return this;
        }

        /** What Lambda would be called with. */
        String event() {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("version", "2.0");
            event.put("routeKey", route);
            if (!cookies.isEmpty()) {
                event.put("cookies", cookies);
            }
            event.put("headers", headers);
            event.put("queryStringParameters", query);
            event.put("pathParameters", path);
            event.put(
                    "requestContext",
                    Map.of("requestId", "r-1", "http", Map.of("method", "POST", "sourceIp", sourceIp)));
            if (!body.isEmpty()) {
                event.put("body", body);
                event.put("isBase64Encoded", base64);
            }
            return Json.write(event);
        }

        Answer send() {
            return service.invoke(Template.behind(route).handler(), event());
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
