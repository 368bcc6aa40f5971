package dev.latchkey.local.chaos;

import dev.latchkey.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;

/**
 * What the SDK's clients take for AWS: DynamoDB Local behind it, and a bus and queues in this process. While it storms, calls
 * are throttled, fail, meet other transactions, or are carried out and nobody hears of it; of batches some entries fail; and the
 * process that calls dies before a call or after it.
 */
final class StormyAws implements SdkHttpClient {
    /** The process that called is dead: nothing that it would have done next happens. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process has died", null, false, false);
        }
    }

    private static final Set<String> READS = Set.of("GetItem", "BatchGetItem", "Query");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length", "connection", "expect");
    private static final String DYNAMO_DB = "com.amazonaws.dynamodb.v20120810#";

    private final URI dynamoDb;
    private final SimulatedQueues queues;
    private final SimulatedBus bus;
    private final Random random;
    private final int deathsPerThousand;
    private final AtomicInteger deaths = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean storms;
    private volatile boolean deadly = true;

    /**
     * @param dynamoDb where DynamoDB Local listens
     * @param deathsPerThousand how many of a thousand calls the process that makes them does not survive
     */
    StormyAws(URI dynamoDb, SimulatedQueues queues, SimulatedBus bus, Random random, int deathsPerThousand) {
        this.dynamoDb = dynamoDb;
        this.queues = queues;
        this.bus = bus;
        this.random = random;
        this.deathsPerThousand = deathsPerThousand;
    }

    /** A client as {@code AwsPlatform} makes it: what is to be repeated, the adapters repeat. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.region(Region.US_EAST_1)
                .endpointOverride(dynamoDb)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClient(this)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    void storms(boolean now) {
        storms = now;
    }

    /** Whether calls may be the last of the process that makes them. */
    void deadly(boolean now) {
        deadly = now;
    }

    int deaths() {
        return deaths.get();
    }

    /** How many calls may have written to the table. */
    int writes() {
        return writes.get();
    }

    int faults() {
        return faults.get();
    }

    /** A process that calls nothing may die as well. */
    void mayDie() {
        if (storms && deadly && random.nextInt(1000) < deathsPerThousand) {
            deaths.incrementAndGet();
            throw new Death();
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String[] target = request.httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .orElseThrow()
                .split("\\.");
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return storms ? inAStorm(target[0], target[1], request) : carryOut(target[1], request, one -> false);
            }

            @Override
            public void abort() {
                // Over before anybody could.
            }
        };
    }

    private HttpExecuteResponse inAStorm(String service, String operation, HttpExecuteRequest request)
            throws IOException {
        mayDie();
        int fate = random.nextInt(100);
        if (fate < 8) {
            faults.incrementAndGet();
        }
        switch (fate) {
            case 0, 1 -> {
                return error(400, throttling(service));
            }
            case 2 -> {
                return error(500, "InternalServerError");
            }
            case 3 -> throw new IOException("the connection was reset");
            case 4, 5 -> {
                HttpExecuteResponse conflict = conflict(operation, request);
                if (conflict != null) {
                    return conflict;
                }
            }
            default -> {
                // It is carried out.
            }
        }
        HttpExecuteResponse answer = carryOut(operation, request, one -> random.nextInt(10) == 0);
        if (fate == 6 || fate == 7) {
            throw new SocketTimeoutException("the answer did not come in time");
        }
        mayDie();
        return answer;
    }

    private static String throttling(String service) {
        return switch (service) {
            case "AmazonSQS" -> "com.amazonaws.sqs#RequestThrottled";
            case "AWSEvents" -> "ThrottlingException";
            default -> DYNAMO_DB + "ProvisionedThroughputExceededException";
        };
    }

    /** Null for a call that meets no transaction. */
    private static @Nullable HttpExecuteResponse conflict(String operation, HttpExecuteRequest request)
            throws IOException {
        return switch (operation) {
            case "PutItem", "UpdateItem", "DeleteItem" -> error(400, DYNAMO_DB + "TransactionConflictException");
            case "TransactWriteItems" -> {
                List<Object> reasons = new ArrayList<>();
                for (int i = 0; i < list(body(request), "TransactItems").size(); i++) {
                    reasons.add(Map.of("Code", i == 0 ? "TransactionConflict" : "None"));
                }
                yield response(
                        400,
                        Map.of(
                                "__type",
                                DYNAMO_DB + "TransactionCanceledException",
                                "message",
                                "canceled",
                                "CancellationReasons",
                                reasons));
            }
            default -> null;
        };
    }

    private HttpExecuteResponse carryOut(String operation, HttpExecuteRequest request, Entries failing)
            throws IOException {
        return switch (operation) {
            case "PutEvents" -> response(200, bus.put(list(body(request), "Entries"), failing));
            case "SendMessageBatch" -> {
                Map<String, Object> sent = body(request);
                yield response(200, queues.send(String.valueOf(sent.get("QueueUrl")), list(sent, "Entries"), failing));
            }
            default -> {
                HttpExecuteResponse answer = forward(request);
                if (!READS.contains(operation)) {
                    writes.incrementAndGet();
                }
                yield answer;
            }
        };
    }

    private HttpExecuteResponse forward(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest asked = request.httpRequest();
        HttpRequest.Builder forwarded =
                HttpRequest.newBuilder(asked.getUri()).POST(HttpRequest.BodyPublishers.ofByteArray(bytes(request)));
        asked.forEachHeader((name, values) -> {
            if (!SET_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                forwarded.header(name, values.get(0));
            }
        });
        try {
            HttpResponse<byte[]> answer = HTTP.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
            return response(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static byte[] bytes(HttpExecuteRequest request) throws IOException {
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            return body.readAllBytes();
        }
    }

    private static Map<String, Object> body(HttpExecuteRequest request) throws IOException {
        return Json.readObject(new String(bytes(request), StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
    private static List<Map<String, Object>> list(Map<String, Object> body, String member) {
        return (List<Map<String, Object>>) body.getOrDefault(member, List.of());
    }

    private static HttpExecuteResponse error(int status, String type) {
        return response(status, Map.of("__type", type, "message", "it storms"));
    }

    private static HttpExecuteResponse response(int status, Map<String, Object> json) {
        return response(status, Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpExecuteResponse response(int status, byte[] bytes) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
    }

    @Override
    public String clientName() {
        return "StormyAws";
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    /** Which entries of a batch fail. */
    interface Entries {
        boolean fails(Map<String, Object> entry);
    }
}
