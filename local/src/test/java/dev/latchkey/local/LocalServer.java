package dev.latchkey.local;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.aws.DynamoDbApiKeyStore;
import dev.latchkey.aws.Table;
import dev.latchkey.functions.telemetry.DecisionLines;
import dev.latchkey.functions.telemetry.KeyRefreshLines;
import dev.latchkey.local.gateway.Gateway;
import dev.latchkey.local.gateway.GatewayServer;
import dev.latchkey.local.template.Template;
import dev.latchkey.local.template.TemplateYaml;
import dev.latchkey.token.CachedSigningKeys;
import dev.latchkey.token.KeyRotation;
import dev.latchkey.token.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The whole bundle for a test: the deployed functions behind a gateway on a free port, a table of its own in memory, a clock
 * that the test moves, and the app {@code dev} with its key.
 */
public final class LocalServer implements AutoCloseable {
    private static final Path TEMPLATE = Path.of("..", "template.yaml");

    /** Shared by all tests of this process, for it takes a second or more to start; every server has its own table. */
    private static final LocalDynamoDb ENGINE = LocalDynamoDb.inMemory();

    /** All of a test's people come by one address, and its clock stands still. */
    private static final int KNOCKS_PER_MINUTE = 1000;

    private final TestClock clock = new TestClock();
    private final WatchedDynamoDb watch = new WatchedDynamoDb();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final ApiKeySecret apiKey = ApiKeySecret.generate(DevelopmentApp.NAME);
    private final GatewayServer server;

    private LocalServer() throws StartException, IOException {
        String table = "latchkey-" + UUID.randomUUID();
        Template template = TemplateYaml.read(TEMPLATE, Map.of());
        ENGINE.requireTable(table, template.table());
        DynamoDbClient dynamoDb = watch.over(ENGINE.client());
        DevelopmentApp.require(new DynamoDbApiKeyStore(new Table(dynamoDb, table)), apiKey, clock.instant());
        String keySet = new KeyRotation()
                .fresh(clock.instant().minus(Duration.ofDays(1)))
                .secretText();
        SigningKeys keys =
                new CachedSigningKeys(() -> keySet, clock, Runnable::run, new KeyRefreshLines(clock, log::add));
        LocalPlatform platform = new LocalPlatform(
                clock, dynamoDb, table, keys, Runnable::run, new DecisionLines(clock, log::add), KNOCKS_PER_MINUTE);
        Gateway gateway = new Gateway(Functions.endpoints(template, platform), template.cors(), logger(), clock);
        server = GatewayServer.start(gateway, 0, Duration.ofSeconds(30));
    }

    public static LocalServer start() {
        try {
            return new LocalServer();
        } catch (StartException e) {
            throw new IllegalStateException(e);
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

    public TestClock clock() {
        return clock;
    }

    public WatchedDynamoDb dynamoDb() {
        return watch;
    }

    /** Every line that was logged. */
    public List<String> log() {
        return log;
    }

    @Override
    public void close() {
        server.close();
    }
}
