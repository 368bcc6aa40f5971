package dev.latchkey.bench.harness;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;
import dev.latchkey.aws.DynamoDbPublicKeys;
import dev.latchkey.aws.Table;
import dev.latchkey.bench.Project;
import dev.latchkey.functions.operator.AppsHandler;
import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.functions.telemetry.AuditLogWriter;
import dev.latchkey.functions.telemetry.KeyRefreshLog;
import dev.latchkey.json.Json;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.KeyRotation;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.SharedSecret;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.statuslist.ServiceAddress;
import dev.latchkey.template.TemplateFunction;
import dev.latchkey.template.TemplateRoute;
import dev.latchkey.webhook.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A deployment on this machine, with an app {@code dev}: the table and the secret behind addresses that a started function
 * can be given, and the same functions in this process, which set the stage for what is measured.
 */
public final class Harness implements Platform, AutoCloseable {
    /** All callers come by one address, and are not to be kept waiting for that. */
    private static final int JOIN_ATTEMPTS_PER_MINUTE = 1_000_000;

    private static final String WEBHOOK_KEY = "signs nothing that anybody gets";

    private final Clock clock;
    private final TableServer table = TableServer.start();
    private final LogBytes log = new LogBytes();
    private final Map<String, LambdaFunction> functions = new HashMap<>();
    private final SecretsServer secrets;
    private final SigningKeys keys;
    private final String keySet;
    private final DynamoDbClient dynamoDb;

    /** @param interceptors see the calls of the functions in this process */
    public Harness(ExecutionInterceptor... interceptors) {
        this(Clock.systemUTC(), interceptors);
    }

    /** @param clock what the functions in this process go by */
    public Harness(Clock clock, ExecutionInterceptor... interceptors) {
        this.clock = clock;
        // A day old: such keys are known everywhere, and sign.
        KeySet fresh = new KeyRotation().fresh(clock.instant().minus(Duration.ofDays(1)));
        this.keySet = fresh.secretText();
        this.secrets = SecretsServer.start(keySet);
        this.keys = new CachedSigningKeys(() -> keySet, clock, Runnable::run, new KeyRefreshLog(clock, log::log));
        this.dynamoDb = table.client(List.of(interceptors));
        new DynamoDbPublicKeys(new Table(dynamoDb, TableServer.TABLE)).publish(fresh);
        for (TemplateFunction function : Project.template().functions()) {
            // What a stream, a queue or a schedule invokes, nobody waits for.
            if (!function.routes().isEmpty()
                    || !function.liveRoutes().isEmpty()
                    || function.handler().equals(AppsHandler.class.getName())) {
                LambdaFunction lambda = new LambdaFunction(function.name(), handler(function), function.timeout());
                functions.put(function.name(), lambda);
                for (TemplateRoute route : function.routes()) {
                    functions.put(route.method() + " " + route.path(), lambda);
                }
            }
        }
        new Tenant(this, "dev");
    }

    private RequestStreamHandler handler(TemplateFunction function) {
        try {
            return Class.forName(function.handler())
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Platform.class)
                    .newInstance(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(function.handler(), e);
        }
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Stores stores() {
        return new DynamoDbStores(dynamoDb, TableServer.TABLE, auditLog(), clock());
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
    public ConnectionPost connectionPost() {
        return ConnectionPost.NOBODY;
    }

    /** What status lists are found by; an HTTP call knows it by itself. */
    @Override
    public ServiceAddress serviceAddress() {
        return () -> Optional.of("https://api.example.com");
    }

    @Override
    public MasterKey webhookKey() {
        return () -> WEBHOOK_KEY;
    }

    /** One for all apps: the text that a started function finds behind every name. */
    @Override
    public MediaSecrets mediaSecrets() {
        return new MediaSecrets() {
            @Override
            public String keep(AppName app, String secret) {
                return "current";
            }

            @Override
            public String read(AppName app, String version) {
                return keySet;
            }

            @Override
            public void forget(AppName app) {
                // No app is dropped here.
            }
        };
    }

    /** Where a media server is that agrees to everything, and by which secret it signs. */
    String mediaServer() {
        return secrets.address().toString();
    }

    SharedSecret mediaSecret() {
        return new SharedSecret(keySet);
    }

    @Override
    public int joinAttemptsPerMinute() {
        return JOIN_ATTEMPTS_PER_MINUTE;
    }

    @Override
    public int tokenlessJoinsPerMinute() {
        return JOIN_ATTEMPTS_PER_MINUTE;
    }

    @Override
    public AuditLog auditLog() {
        return new AuditLogWriter(clock, log::log);
    }

    /** What template.yaml tells every function, and where AWS is. */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("TABLE_NAME", TableServer.TABLE);
        variables.put("SIGNING_KEYS_SECRET_ID", SecretsServer.SECRET);
        variables.put("JOIN_ATTEMPTS_PER_MINUTE", String.valueOf(JOIN_ATTEMPTS_PER_MINUTE));
        variables.put("TOKENLESS_JOINS_PER_MINUTE", String.valueOf(JOIN_ATTEMPTS_PER_MINUTE));
        variables.put("LIVE_ENDPOINT", secrets.address() + "/live"); // where everything is taken
        variables.put("LARGE_ROOMS", "true");
        // What is measured of a started function asks for none of these.
        variables.put("API_URL", "https://api.example.com");
        variables.put("LIVE_PUSHES_QUEUE_URL", "http://127.0.0.1/queue");
        variables.put("DEADLINES_QUEUE_URL", "http://127.0.0.1/queue");
        variables.put("MEDIA_EVENTS_QUEUE_URL", "http://127.0.0.1/queue");
        variables.put("WEBHOOK_DELIVERIES_QUEUE_URL", "http://127.0.0.1/queue");
        variables.put("WEBHOOK_KEY_SECRET_ID", SecretsServer.SECRET);
        variables.put("MEDIA_SECRETS_PREFIX", "bench/media/");
        variables.put("METRICS_NAMESPACE", "Latchkey/bench");
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", table.address().toString());
        variables.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.address().toString());
        return variables;
    }

    /** How many bytes the functions in this process have logged. */
    public long loggedBytes() {
        return log.bytes;
    }

    /** Hands the call to its function in this process, which must not refuse it. */
    Answer tell(HttpEvent event) {
        return invoke(event.route(), event.json()).body();
    }

    /** Hands a call to its function in this process, which must refuse it or not, as the call says. */
    public void invoke(Call call, String event) {
        invoke(call.function(), event).require(call.refused());
    }

    /** @param function by its logical id or by its route */
    Answer invoke(String function, String event) {
        LambdaFunction lambda = Objects.requireNonNull(functions.get(function), function);
        try {
            byte[] answer = lambda.invoke(event.getBytes(StandardCharsets.UTF_8), log);
            return new Answer(Json.readObject(new String(answer, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        dynamoDb.close();
        table.close();
        secrets.close();
    }

    private static final class LogBytes implements LambdaLogger {
        private long bytes;

        @Override
        public void log(String line) {
            bytes += line.getBytes(StandardCharsets.UTF_8).length;
        }

        @Override
        public void log(byte[] line) {
            bytes += line.length;
        }
    }
}
