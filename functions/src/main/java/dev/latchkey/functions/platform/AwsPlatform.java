package dev.latchkey.functions.platform;

import dev.latchkey.aws.ApiGatewayConnectionPost;
import dev.latchkey.aws.EventBridgeBus;
import dev.latchkey.aws.SecretsManagerKeySetSource;
import dev.latchkey.aws.SecretsManagerMasterKey;
import dev.latchkey.aws.SecretsManagerMediaSecrets;
import dev.latchkey.aws.SecretsManagerOriginSecret;
import dev.latchkey.aws.SqsMessageQueue;
import dev.latchkey.event.EventBus;
import dev.latchkey.functions.telemetry.KeyRefreshLog;
import dev.latchkey.joinrequest.OriginSecret;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.queue.ReplyQueues;
import dev.latchkey.room.NewRooms;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.signing.TokenKind;
import dev.latchkey.statuslist.ServiceAddress;
import dev.latchkey.webhook.MasterKey;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * An AWS account, known by the environment variables that template.yaml sets. Clients are made when first asked for, with
 * everything given, so that no start pays for a client that it does not use or for a search along a chain of settings.
 */
public final class AwsPlatform implements Platform {
    /** The key of an item that there is not. */
    private static final KeysAndAttributes NOTHING = KeysAndAttributes.builder()
            .keys(List.of(Map.of("pk", AttributeValue.fromS("NOTHING"), "sk", AttributeValue.fromS("NOTHING"))))
            .build();

    private static final String CREDENTIALS_ADDRESS = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    private final Map<String, String> environment;
    private final Clock clock;

    private @Nullable SdkHttpClient http;
    private @Nullable AwsCredentialsProvider credentials;
    private @Nullable DynamoDbClient dynamoDb;
    private @Nullable SqsClient sqs;
    private @Nullable ConnectionPost connectionPost;
    private @Nullable CachedSigningKeys signingKeys;
    private @Nullable MediaSecrets mediaSecrets;
    private @Nullable Executor backgroundExecutor;

    AwsPlatform(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** Where Lambda's own constructors meet the environment and the clock. */
    public static AwsPlatform fromEnvironment() {
        AwsPlatform platform = new AwsPlatform(System.getenv(), Clock.systemUTC());
        Snapshot.prepare(platform, platform.environment);
        return platform;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Stores stores() {
        return new DynamoDbStores(dynamoDb(), table(), auditLog(), clock());
    }

    /** The one client of this environment; asking for it makes it. */
    public synchronized DynamoDbClient dynamoDb() {
        if (dynamoDb == null) {
            dynamoDb = dynamoDbOver(http());
        }
        return dynamoDb;
    }

    DynamoDbClient dynamoDbOver(SdkHttpClient http) {
        return client(DynamoDbClient.builder(), http);
    }

    /** The name of the table. */
    public String table() {
        return require("TABLE_NAME");
    }

    @Override
    public MessageQueue queue(QueueName name) {
        return new SqsMessageQueue(sqs(), require(name.variable()));
    }

    private synchronized SqsClient sqs() {
        if (sqs == null) {
            sqs = client(SqsClient.builder(), http());
        }
        return sqs;
    }

    @Override
    public String busCommandsQueue() {
        return require("BUS_COMMANDS_QUEUE_ARN");
    }

    /** Those of this account and region, whose addresses differ in their names alone. */
    @Override
    public ReplyQueues replyQueues() {
        String queues = require("REPLY_QUEUES_URL");
        return name -> new SqsMessageQueue(sqs(), queues + name);
    }

    @Override
    public NewRooms newRooms() {
        return new NewRooms(
                Boolean.parseBoolean(require("LARGE_ROOMS")), Boolean.parseBoolean(require("RESTRICTION_MARKS")));
    }

    @Override
    public int joinAttemptsPerMinute() {
        return Integer.parseInt(require("JOIN_ATTEMPTS_PER_MINUTE"));
    }

    @Override
    public int tokenlessJoinsPerMinute() {
        return Integer.parseInt(require("TOKENLESS_JOINS_PER_MINUTE"));
    }

    @Override
    public synchronized SigningKeys signingKeys() {
        if (signingKeys == null) {
            SecretsManagerClient secrets = secretsManager();
            signingKeys = new CachedSigningKeys(
                    new SecretsManagerKeySetSource(secrets, require("SIGNING_KEYS_SECRET_ID")),
                    clock,
                    backgroundExecutor(),
                    new KeyRefreshLog(clock, System.out::println));
        }
        return signingKeys;
    }

    /** One thread, so that what nobody waits for never crowds out what somebody does. */
    @Override
    public synchronized Executor backgroundExecutor() {
        if (backgroundExecutor == null) {
            backgroundExecutor = Executors.newSingleThreadExecutor(work -> {
                Thread thread = new Thread(work, "aside");
                thread.setDaemon(true);
                return thread;
            });
        }
        return backgroundExecutor;
    }

    /** A new client for a secret. */
    public SecretsManagerClient secretsManager() {
        return client(SecretsManagerClient.builder(), http());
    }

    /** A function of the API has it from its calls; another one is told. */
    @Override
    public ServiceAddress serviceAddress() {
        String url = environment.get("API_URL");
        return url == null ? Platform.super.serviceAddress() : () -> Optional.of(url);
    }

    @Override
    public MasterKey webhookKey() {
        return new SecretsManagerMasterKey(secretsManager(), require("WEBHOOK_KEY_SECRET_ID"));
    }

    @Override
    public synchronized MediaSecrets mediaSecrets() {
        if (mediaSecrets == null) {
            mediaSecrets = new SecretsManagerMediaSecrets(this::secretsManager, require("MEDIA_SECRETS_PREFIX"));
        }
        return mediaSecrets;
    }

    /** Only where the template has put CloudFront in front. */
    @Override
    public OriginSecret originSecret() {
        String secretId = environment.get("ORIGIN_SECRET_ID");
        return secretId == null ? OriginSecret.NONE : new SecretsManagerOriginSecret(this::secretsManager, secretId);
    }

    @Override
    public EventBus eventBus() {
        EventBridgeClient eventBridge = client(EventBridgeClient.builder(), http());
        return new EventBridgeBus(eventBridge, require("EVENT_BUS_NAME"));
    }

    @Override
    public synchronized ConnectionPost connectionPost() {
        if (connectionPost == null) {
            ApiGatewayManagementApiClientBuilder api =
                    ApiGatewayManagementApiClient.builder().endpointOverride(URI.create(require("LIVE_ENDPOINT")));
            connectionPost = new ApiGatewayConnectionPost(client(api, http()));
        }
        return connectionPost;
    }

    /**
     * Has the services that this function uses answer once, if only that there is nothing or that they may not: the first call
     * to each is the slow one.
     */
    void reachOut() {
        try {
            if (dynamoDb != null) {
                dynamoDb.batchGetItem(get -> get.requestItems(Map.of(table(), NOTHING)));
            }
        } catch (SdkException e) {
            // An answer all the same.
        }
        try {
            if (connectionPost != null) {
                connectionPost.end("NOTHING");
            }
        } catch (SdkException e) {
            // An answer all the same.
        }
        try {
            if (signingKeys != null) {
                signingKeys.publicJwks(TokenKind.SESSION);
            }
        } catch (RefusedException e) {
            // Before its first rotation the secret holds no keys.
        }
    }

    /** The next call reads them anew. */
    void forgetKeys() {
        if (signingKeys != null) {
            signingKeys.forget();
        }
    }

    /** With everything given that a client would else look for. */
    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, SdkHttpClient over) {
        return builder.region(region())
                .credentialsProvider(credentials())
                .httpClient(over)
                .defaultsMode(DefaultsMode.IN_REGION)
                .overrideConfiguration(AwsAttempt.configuration())
                .build();
    }

    private Region region() {
        return Region.of(require("AWS_REGION"));
    }

    /**
     * Lambda hands the role's keys over in the environment, and to a function that starts from a snapshot by an address in
     * this machine, since keys in a snapshot would be too old.
     */
    private synchronized AwsCredentialsProvider credentials() {
        if (credentials == null) {
            credentials = environment.containsKey(CREDENTIALS_ADDRESS)
                    ? ContainerCredentialsProvider.create()
                    : EnvironmentVariableCredentialsProvider.create();
        }
        return credentials;
    }

    /** One for all clients: each would set TLS up for itself. */
    private synchronized SdkHttpClient http() {
        if (http == null) {
            http = AwsAttempt.http();
        }
        return http;
    }

    private String require(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set; template.yaml sets it");
        }
        return value;
    }
}
