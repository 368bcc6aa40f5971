package dev.latchkey.functions.platform;

import dev.latchkey.access.AuditLog;
import dev.latchkey.event.EventBus;
import dev.latchkey.functions.http.CallAddress;
import dev.latchkey.functions.telemetry.AuditLogWriter;
import dev.latchkey.functions.telemetry.DeliveryLogWriter;
import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.joinrequest.OriginSecret;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.outbound.HttpApiClient;
import dev.latchkey.outbound.HttpPost;
import dev.latchkey.outbound.Outbound;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.queue.ReplyQueues;
import dev.latchkey.room.NewRooms;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.statuslist.ServiceAddress;
import dev.latchkey.webhook.DeliveryLog;
import dev.latchkey.webhook.MasterKey;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What a function may ask of the place it runs in: an AWS account, one machine, or a test. Each handler's constructor takes
 * from it what its operation needs and nothing else, so that its cold start pays for nothing else.
 */
public interface Platform {
    Clock clock();

    /** Asking for them makes what they need. */
    Stores stores();

    /** Where this function sends what is to be done later, or by another function. */
    default MessageQueue queue(QueueName name) {
        throw new IllegalStateException("there is no queue " + name + " here");
    }

    /** The ARN of the queue of commands that nobody but the bus's rule may fill. */
    default String busCommandsQueue() {
        throw new IllegalStateException("no commands come here");
    }

    /** Where answers go that hold a secret. */
    default ReplyQueues replyQueues() {
        throw new IllegalStateException("there are no queues for replies here");
    }

    SigningKeys signingKeys();

    /** The public keys for who asks: published in the table, where a function finds them that may not read the private ones. */
    default PublicKeys publicKeys() {
        return stores().publicKeys();
    }

    /** Where events go. Who tells of nothing needs none. */
    default EventBus eventBus() {
        throw new IllegalStateException("there is no bus for events here");
    }

    /** What the secrets of webhooks are derived from. Who signs for none needs none. */
    default MasterKey webhookKey() {
        throw new IllegalStateException("there is no key for webhooks here");
    }

    /** Which addresses may be called that others name: those of the internet. */
    default AddressRules addressRules() {
        return AddressRules.INTERNET;
    }

    /** What live connections are told by. Who tells nobody needs none. */
    default ConnectionPost connectionPost() {
        throw new IllegalStateException("there are no live connections here");
    }

    /** Calls addresses that others have named. */
    default Outbound outbound() {
        return new HttpPost(addressRules());
    }

    /** The secrets by which media servers are called. Who calls none needs none. */
    default MediaSecrets mediaSecrets() {
        throw new IllegalStateException("there are no secrets of media servers here");
    }

    /** Calls media servers. */
    default ApiClient apiClient() {
        return new HttpApiClient(addressRules());
    }

    /** Where those who have our tokens find the service: where the call at hand has found it. */
    default ServiceAddress serviceAddress() {
        return new CallAddress();
    }

    /** Where attempts to deliver are written down. */
    default DeliveryLog deliveryLog() {
        return new DeliveryLogWriter(clock(), System.out::println);
    }

    /** How many times somebody at one address may try to join at one door within a minute. */
    default int joinAttemptsPerMinute() {
        return JoinAttemptLimit.USUAL;
    }

    /** What new rooms are like: one machine has one release, so everything is switched on there. */
    default NewRooms newRooms() {
        return new NewRooms(true, true);
    }

    /** How many at one address may come in by one door without a token within a minute. */
    default int tokenlessJoinsPerMinute() {
        return JoinAttemptLimit.USUAL_TOKENLESS;
    }

    /** By which what stands in front of the API is known. */
    default OriginSecret originSecret() {
        return OriginSecret.NONE;
    }

    /** Does what no caller waits for; here and now, where a place has nothing better. */
    default Executor backgroundExecutor() {
        return Runnable::run;
    }

    /** Where decisions on access are written down: one line of JSON each, on the standard output as Lambda collects it. */
    default AuditLog auditLog() {
        return new AuditLogWriter(clock(), System.out::println);
    }
}
