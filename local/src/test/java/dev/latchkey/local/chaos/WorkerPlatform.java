package dev.latchkey.local.chaos;

import dev.latchkey.aws.EventBridgeBus;
import dev.latchkey.aws.SqsMessageQueue;
import dev.latchkey.event.EventBus;
import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.outbound.CallResult;
import dev.latchkey.outbound.Outbound;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.webhook.DeliveryLog;
import dev.latchkey.webhook.MasterKey;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the functions have that no caller invokes. */
final class WorkerPlatform implements Platform {
    private final StormyAws aws;
    private final Clock clock;
    private final String table;
    private final Outbound outbound;
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final EventBridgeClient eventBridge;

    WorkerPlatform(StormyAws aws, Clock clock, String table, Outbound outbound) {
        this.aws = aws;
        this.clock = clock;
        this.table = table;
        this.outbound = outbound;
        this.dynamoDb = aws.client(DynamoDbClient.builder());
        this.sqs = aws.client(SqsClient.builder());
        this.eventBridge = aws.client(EventBridgeClient.builder());
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Stores stores() {
        return new DynamoDbStores(dynamoDb, table, event -> {}, clock());
    }

    @Override
    public SigningKeys signingKeys() {
        throw new IllegalStateException("it signs nothing");
    }

    @Override
    public MessageQueue queue(QueueName name) {
        return new SqsMessageQueue(sqs, "https://sqs.example/" + name.logicalId());
    }

    @Override
    public EventBus eventBus() {
        return new EventBridgeBus(eventBridge, "bus");
    }

    @Override
    public MasterKey webhookKey() {
        return () -> "from which all secrets are derived that nobody checks here";
    }

    @Override
    public Outbound outbound() {
        return new Outbound() {
            @Override
            public AddressRules rules() {
                return outbound.rules();
            }

            @Override
            public CallResult post(URI address, Map<String, String> headers, String json) {
                aws.mayDie();
                CallResult result = outbound.post(address, headers, json);
                aws.mayDie();
                return result;
            }
        };
    }

    @Override
    public DeliveryLog deliveryLog() {
        return delivery -> {};
    }
}
