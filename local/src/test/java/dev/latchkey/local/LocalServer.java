package dev.latchkey.local;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.aws.DynamoDbApiKeyStore;
import dev.latchkey.aws.SecretsManagerMediaSecrets;
import dev.latchkey.aws.Table;
import dev.latchkey.functions.operator.AppsHandler;
import dev.latchkey.functions.telemetry.AuditLogWriter;
import dev.latchkey.functions.telemetry.KeyRefreshLog;
import dev.latchkey.local.event.ChangeConsumer;
import dev.latchkey.local.event.LocalEventBus;
import dev.latchkey.local.event.StreamPosition;
import dev.latchkey.local.event.TableStream;
import dev.latchkey.local.gateway.Gateway;
import dev.latchkey.local.gateway.GatewayServer;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.local.gateway.LiveApi;
import dev.latchkey.local.gateway.LiveConnections;
import dev.latchkey.local.gateway.LiveFeed;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.KeyRotation;
import dev.latchkey.template.Template;
import dev.latchkey.template.TemplateYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The whole bundle for a test: the deployed functions behind a gateway on a free port, a table of its own in memory, a clock
 * that the test moves, and the app {@code dev} with its key.
 */
public final class LocalServer implements AutoCloseable {
    private static final Path TEMPLATE = Path.of("..", "template.yaml");

    /** Shared by all tests of this process, for it takes a second or more to start; every server has its own table. */
    private static final LocalDynamoDb ENGINE = LocalDynamoDb.inMemory();

    /** Made once, for it takes seconds, and a day old: such keys sign. */
    private static final String KEYS =
            new KeyRotation().fresh(Instant.now().minus(Duration.ofDays(1))).secretText();

    /** All of a test's people come by one address, and its clock stands still. */
    private static final int JOIN_ATTEMPTS_PER_MINUTE = 5_000;

    private final TestClock clock;
    private final WatchedDynamoDb watch = new WatchedDynamoDb();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final ApiKeySecret apiKey = ApiKeySecret.generate(DevelopmentApp.NAME);
    private final LambdaFunction operator;
    private final GatewayServer server;
    private final String table = "latchkey-" + UUID.randomUUID();

    private final OpenResources opened = new OpenResources();

    /**
     * @param engine where its table is made
     * @param queues where they are kept
     * @param live what is done for live connections
     */
    private LocalServer(
            DynamoDbClient engine,
            int tokenlessJoinsPerMinute,
            TestClock clock,
            Path queues,
            Optional<LiveSettings> live)
            throws IOException {
        this.clock = clock;
        Template template = TemplateYaml.read(TEMPLATE, Map.of());
        engine.createTable(template.table().creation(table));
        DynamoDbClient dynamoDb = watch.over(engine);
        DevelopmentApp.require(new DynamoDbApiKeyStore(new Table(dynamoDb, table)), apiKey, clock.instant());
        CachedSigningKeys keys =
                new CachedSigningKeys(() -> KEYS, clock, Runnable::run, new KeyRefreshLog(clock, log::add));
        LocalPlatform platform = new LocalPlatform(
                clock,
                dynamoDb,
                table,
                keys,
                keys,
                Runnable::run,
                opened.with(new LocalQueues(queues, clock, logger())),
                new ReplyFiles(Path.of("no-reply-is-sent")),
                () -> "signs for nobody",
                new SecretsManagerMediaSecrets(LocalServer::nobodyIsCalled, ""),
                delivery -> {},
                new AuditLogWriter(clock, log::add),
                new LocalEventBus(),
                new LiveConnections(),
                new AtomicReference<>(),
                JOIN_ATTEMPTS_PER_MINUTE,
                tokenlessJoinsPerMinute);
        operator = new LambdaFunction("AppsFunction", new AppsHandler(platform), Duration.ofSeconds(10));
        server = GatewayServer.start(
                live.isPresent()
                        ? live(template, platform, live.get())
                        : new Gateway(Functions.endpoints(template, platform), template.cors(), logger(), clock),
                0,
                Duration.ofSeconds(30));
        platform.url().set(url().toString());
    }

    private Gateway live(Template template, LocalPlatform platform, LiveSettings settings) {
        Functions.openQueues(template, platform);
        platform.eventBus().subscribe(new LiveRule(platform.queues()));
        List<ChangeConsumer> consumers = new ArrayList<>();
        Functions.ofChanges(template, platform)
                .forEach((function, patterns) -> consumers.add(new ChangeConsumer(function, patterns, logger())));
        opened.with(TableStream.open(
                ENGINE.client(),
                ENGINE.streams(),
                table,
                new StreamPosition(settings.folder().resolve("position.json")),
                consumers));
        LiveApi live = new LiveApi(
                Functions.ofLiveRoutes(template, platform),
                platform.connectionPost(),
                settings.silence(),
                logger(),
                clock);
        return new Gateway(
                Functions.endpoints(template, platform), template.cors(), LiveFeed.NONE, live, logger(), clock);
    }

    private record LiveSettings(Path folder, Duration silence) {}

    /**
     * With queues and live connections, in real time.
     *
     * @param folder an empty one
     * @param silence how long a live connection may be silent
     */
    static LocalServer startLive(Path folder, Duration silence) {
        try {
            return new LocalServer(
                    ENGINE.client(),
                    JOIN_ATTEMPTS_PER_MINUTE,
                    TestClock.running(),
                    folder.resolve("queues"),
                    Optional.of(new LiveSettings(folder, silence)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No app has a media server. */
    private static SecretsManagerClient nobodyIsCalled() {
        throw new IllegalStateException("nobody calls a media server here");
    }

    /** Puts keys into a folder, so that a Latchkey that keeps its data there need not make any at its first start. */
    static void putKeysInto(Path folder) throws IOException {
        Files.writeString(folder.resolve("signing-keys.json"), KEYS);
    }

    public static LocalServer start() {
        return start(JOIN_ATTEMPTS_PER_MINUTE);
    }

    /** @param tokenlessJoinsPerMinute how many may come in by one door without a token within a minute */
    static LocalServer start(int tokenlessJoinsPerMinute) {
        return start(ENGINE.client(), tokenlessJoinsPerMinute, new TestClock());
    }

    /** The same over another DynamoDB than the one that all share, by that clock. */
    public static LocalServer over(DynamoDbClient engine, TestClock clock) {
        return start(engine, JOIN_ATTEMPTS_PER_MINUTE, clock);
    }

    private static LocalServer start(DynamoDbClient engine, int tokenlessJoinsPerMinute, TestClock clock) {
        try {
            return new LocalServer(
                    engine, tokenlessJoinsPerMinute, clock, Path.of("no-queue-is-opened"), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LambdaLogger logger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log.add(message);
            }

            @Override
            public void log(byte[] message) {
                throw new UnsupportedOperationException();
            }
        };
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The app's API key. */
    public String apiKey() {
        return apiKey.reveal();
    }

    /** Somebody without a key. */
    public ApiClient anyone() {
        return ApiClient.at(url());
    }

    /** The app's server. */
    public ApiClient app() {
        return anyone().withKey(apiKey());
    }

    /** Hands the payload to the operator's function. Returns its answer. */
    public String operator(String payload) {
        try {
            return new String(
                    operator.invoke(payload.getBytes(StandardCharsets.UTF_8), logger()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestClock clock() {
        return clock;
    }

    public WatchedDynamoDb dynamoDb() {
        return watch;
    }

    /** Where it keeps all that it keeps. */
    public String tableName() {
        return table;
    }

    /** Every line that was logged. */
    public List<String> log() {
        return log;
    }

    @Override
    public void close() {
        server.close();
        opened.close();
    }
}
