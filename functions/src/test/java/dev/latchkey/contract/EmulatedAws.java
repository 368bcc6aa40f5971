package dev.latchkey.contract;

import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.deployed.DynamoDbServer;
import dev.latchkey.queue.QueueName;
import dev.latchkey.signing.KeySet;
import dev.latchkey.testing.AwsEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * An AWS account over HTTP, as far as functions use one: the table in LocalStack where that runs and else in DynamoDB Local, the
 * rest wherever {@link AwsEmulator} finds it.
 */
final class EmulatedAws implements AutoCloseable {
    static final String TABLE = "Latchkey";

    /** What template.yaml has in the place of how the addresses of such queues begin. */
    private static final String REPLY_QUEUES_URL = "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/";

    private static final String BUS = "latchkey-events";

    /** As template.yaml says where live connections are posted to. */
    private static final String LIVE_ENDPOINT = "https://${LiveApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/live";

    /** As template.yaml says where the service is found. */
    private static final String API_URL = "https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}";

    /** A function that secrets may name as the one that rotates them. It need not run. */
    private static final String ROTATION_FUNCTION = "AWS_EMULATOR_ROTATION_FUNCTION_ARN";

    private final DynamoDbClient dynamoDb;
    private final SecretsManagerClient secretsManager;
    private final String signingKeys;
    private final String webhookKey;
    private final String originSecret;
    private final Map<String, String> queues;
    private final String replies;
    private final HttpServer live = liveConnections();
    private final Optional<DynamoDbServer> server;
    private final URI dynamoDbEndpoint;
    private final URI endpoint;
    private final LiveKitServer liveKit = LiveKitServer.start();

    /** Skips the test, out loud, where there is no emulator. */
    static EmulatedAws orSkip() throws Exception {
        return new EmulatedAws(AwsEmulator.endpoint());
    }

    private EmulatedAws(URI endpoint) throws Exception {
        this.endpoint = endpoint;
        server = AwsEmulator.isOurLocalStack() ? Optional.empty() : Optional.of(DynamoDbServer.start());
        dynamoDbEndpoint = server.map(DynamoDbServer::endpoint).orElse(endpoint);
        dynamoDb = AwsEmulator.client(DynamoDbClient.builder(), dynamoDbEndpoint);
        secretsManager = AwsEmulator.client(SecretsManagerClient.builder(), endpoint);
        signingKeys = secret(ScenarioFixture.KEYS.secretText());
        webhookKey = secret("0123456789abcdef".repeat(4));
        originSecret = secret(ScenarioFixture.ORIGIN_SECRET);
        queues = makeQueues();
        replies = makeReplyQueue();
        makeBus();
    }

    /** The ids of the resources of template.yaml, by their logical ids, and the parameters that are not as they are at first. */
    Map<String, String> resources() {
        Map<String, String> resources = new LinkedHashMap<>(queues);
        resources.put("Table", TABLE);
        resources.put("SigningKeys", signingKeys);
        resources.put("WebhookKey", webhookKey);
        resources.put("OriginSecret", originSecret);
        resources.put("EventBus", BUS);
        resources.put("BusCommands", ScenarioFixture.BUS_COMMANDS);
        resources.put(REPLY_QUEUES_URL, replies.replaceFirst(ScenarioFixture.REPLY_QUEUE + "$", ""));
        resources.put(LIVE_ENDPOINT, "http://127.0.0.1:" + live.getAddress().getPort() + "/live");
        resources.put(API_URL, ScenarioFixture.SERVICE_URL);
        resources.put("LargeRooms", "true");
        resources.put("RestrictionMarks", "true");
        return resources;
    }

    private Map<String, String> makeQueues() {
        Map<String, String> made = new LinkedHashMap<>();
        try (SqsClient sqs = AwsEmulator.client(SqsClient.builder(), endpoint)) {
            for (QueueName queue : QueueName.values()) {
                made.put(
                        queue.logicalId(),
                        sqs.createQueue(create -> create.queueName("latchkey-" + UUID.randomUUID()))
                                .queueUrl());
            }
        }
        return made;
    }

    /** The same for every test class: making one again that is there does nothing. */
    private String makeReplyQueue() {
        try (SqsClient sqs = AwsEmulator.client(SqsClient.builder(), endpoint)) {
            return sqs.createQueue(create -> create.queueName(ScenarioFixture.REPLY_QUEUE))
                    .queueUrl();
        }
    }

    /** No emulator has connections of a WebSocket API: here every one takes what it is told. */
    private static HttpServer liveConnections() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/live/@connections/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(exchange.getRequestMethod().equals("DELETE") ? 204 : 200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeBus() {
        try (EventBridgeClient eventBridge = AwsEmulator.client(EventBridgeClient.builder(), endpoint)) {
            eventBridge.createEventBus(create -> create.name(BUS));
        } catch (ResourceAlreadyExistsException e) {
            // An earlier test class has made it.
        }
    }

    /** What the SDK has to know to find it. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDbEndpoint.toString());
        for (String service : List.of("SECRETS_MANAGER", "SQS", "EVENTBRIDGE")) {
            variables.put("AWS_ENDPOINT_URL_" + service, endpoint.toString());
        }
        return variables;
    }

    /** A world in it for that event, at this very second. There is one at a time: the table is the same and empty. */
    ScenarioFixture fixture(EventFile event) {
        if (dynamoDb.listTables().tableNames().contains(TABLE)) {
            dynamoDb.deleteTable(delete -> delete.tableName(TABLE));
        }
        dropMediaSecret();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String rotated = event.text().contains(ScenarioFixture.SECRET) ? secretInRotation() : ScenarioFixture.SECRET;
        ScenarioFixture fixture = new ScenarioFixture(
                new ScenarioFixture.Surroundings(now, Duration.ofMinutes(1), secretsManager, rotated, secretsManager),
                dynamoDb,
                TABLE);
        fixture.liveKitAnswersAt(liveKit.serve(fixture.liveKit()));
        return fixture;
    }

    /** For good: LocalStack takes a new value of a secret that was deleted and keeps it deleted, where AWS refuses. */
    private void dropMediaSecret() {
        try {
            secretsManager.deleteSecret(delete ->
                    delete.secretId(ScenarioFixture.MEDIA_SECRETS + "dev").forceDeleteWithoutRecovery(true));
        } catch (ResourceNotFoundException e) {
            // No scenario has made it.
        }
    }

    /** What a rotation does in the end. */
    void replaceSigningKeys(KeySet keys) {
        secretsManager.putSecretValue(put -> put.secretId(signingKeys).secretString(keys.secretText()));
    }

    private String secret(String text) {
        String name = "latchkey-" + UUID.randomUUID();
        return secretsManager
                .createSecret(create -> create.name(name).secretString(text))
                .arn();
    }

    /** As RotateSecret leaves it, when the function has not done anything yet: an empty version has the label of a draft. */
    private String secretInRotation() {
        String function = System.getenv(ROTATION_FUNCTION);
        if (function == null) {
            abort("skipped: " + ROTATION_FUNCTION + " names no function, and no emulator starts a rotation without");
        }
        String arn = secret("{\"keys\":[]}");
        secretsManager.rotateSecret(rotate -> rotate.secretId(arn)
                .clientRequestToken(ScenarioFixture.ROTATION)
                .rotationLambdaARN(function)
                .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
        return arn;
    }

    @Override
    public void close() {
        live.stop(0);
        liveKit.close();
        dynamoDb.close();
        secretsManager.close();
        server.ifPresent(DynamoDbServer::close);
    }
}
