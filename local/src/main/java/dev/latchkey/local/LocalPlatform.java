package dev.latchkey.local;

import dev.latchkey.access.AuditLog;
import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.local.event.LocalEventBus;
import dev.latchkey.local.gateway.LiveConnections;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.queue.ReplyQueues;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.statuslist.ServiceAddress;
import dev.latchkey.webhook.DeliveryLog;
import dev.latchkey.webhook.MasterKey;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One machine, as a function sees it.
 *
 * @param url under which address the gateway answers; null until it does
 */
record LocalPlatform(
        Clock clock,
        DynamoDbClient dynamoDb,
        String table,
        SigningKeys signingKeys,
        PublicKeys publicKeys,
        Executor backgroundExecutor,
        LocalQueues queues,
        ReplyQueues replyQueues,
        MasterKey webhookKey,
        MediaSecrets mediaSecrets,
        DeliveryLog deliveryLog,
        AuditLog auditLog,
        LocalEventBus eventBus,
        LiveConnections connectionPost,
        AtomicReference<@Nullable String> url,
        int joinAttemptsPerMinute,
        int tokenlessJoinsPerMinute)
        implements Platform {
    @Override
    public MessageQueue queue(QueueName name) {
        return queues.named(name.logicalId());
    }

    @Override
    public String busCommandsQueue() {
        return LocalQueues.arn(CommandRule.QUEUE);
    }

    /** Also this machine, where a developer's own endpoint is. */
    @Override
    public AddressRules addressRules() {
        return AddressRules.INTERNET_AND_THIS_MACHINE;
    }

    /** What is issued for a live connection names the address that was printed at the start. */
    @Override
    public ServiceAddress serviceAddress() {
        ServiceAddress ofCall = Platform.super.serviceAddress();
        return () -> ofCall.url().or(() -> Optional.ofNullable(url.get()));
    }

    @Override
    public Stores stores() {
        return new DynamoDbStores(dynamoDb, table, auditLog, clock());
    }
}
