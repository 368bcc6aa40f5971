package dev.latchkey.local;

import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.aws.DynamoDbApiKeyStore;
import dev.latchkey.aws.Table;
import dev.latchkey.functions.platform.DecisionLine;
import dev.latchkey.lobby.KnockLimit;
import dev.latchkey.local.gateway.Gateway;
import dev.latchkey.local.gateway.GatewayServer;
import dev.latchkey.local.template.Template;
import dev.latchkey.local.template.TemplateYaml;
import dev.latchkey.token.CachedSigningKeys;
import dev.latchkey.token.FileKeySetSource;
import dev.latchkey.token.SigningKeys;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The whole of Latchkey, running: table, keys, functions and gateway. */
final class Bundle implements AutoCloseable {
    private static final String TABLE = "latchkey";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    /** The last opened is the first to be closed: nobody calls what is closed already. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private int port;
    private ApiKeySecret apiKey = ApiKeySecret.generate(DevelopmentApp.NAME);

    private Bundle() {}

    static Bundle start(Settings settings, Clock clock) throws StartException {
        Bundle bundle = new Bundle();
        try {
            bundle.open(settings, clock);
            return bundle;
        } catch (StartException | RuntimeException e) {
            bundle.close();
            throw e;
        }
    }

    private void open(Settings settings, Clock clock) throws StartException {
        Template template = TemplateYaml.read(settings.template(), Map.of("CorsAllowedOrigins", settings.origins()));
        DataFolder data = closing(DataFolder.open(settings.data()));
        LogFile log = closing(new LogFile(data.file("latchkey.log")));
        LocalDynamoDb dynamoDb = closing(LocalDynamoDb.keptIn(data.file("table.db")));
        dynamoDb.requireTable(TABLE, template.table());
        ExecutorService aside = aside();
        SigningKeys keys = new CachedSigningKeys(
                new FileKeySetSource(data.file("signing-keys.json"), clock), clock, aside, log::log);
        // Making the keys at the very first start takes a second or two: not the first caller's.
        aside.execute(keys::publicJwks);
        LocalPlatform platform = new LocalPlatform(
                clock,
                dynamoDb.client(),
                TABLE,
                keys,
                aside,
                decision -> log.log(DecisionLine.of(decision, clock.instant())),
                KnockLimit.USUAL);
        apiKey = DevelopmentApp.require(
                new DynamoDbApiKeyStore(new Table(dynamoDb.client(), TABLE)), data, clock.instant());
        Gateway gateway = new Gateway(Functions.endpoints(template, platform), template.cors(), log, clock);
        port = listen(gateway, settings.port()).port();
    }

    /** Where the things run that no caller waits for. What has been begun there ends before the table is closed. */
    private ExecutorService aside() {
        ExecutorService aside = Executors.newSingleThreadExecutor();
        open.push(() -> {
            aside.shutdown();
            if (!aside.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                aside.shutdownNow();
            }
        });
        return aside;
    }

    private GatewayServer listen(Gateway gateway, int port) throws StartException {
        try {
            return closing(GatewayServer.start(gateway, port, PATIENCE));
        } catch (IOException e) {
            throw new StartException("Port " + port + " is taken: stop what uses it, or set PORT to another one.");
        }
    }

    private <T extends AutoCloseable> T closing(T opened) {
        open.push(opened);
        return opened;
    }

    int port() {
        return port;
    }

    ApiKeySecret apiKey() {
        return apiKey;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // Nobody is left to tell, and the others are to be closed too.
            }
        }
    }
}
