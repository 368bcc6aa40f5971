package dev.latchkey.functions.priming;

import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;
import dev.latchkey.aws.DynamoDbPublicKeys;
import dev.latchkey.aws.Table;
import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.functions.telemetry.AuditLogWriter;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.outbound.ApiAnswer;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.KeyRotation;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.SigningKeys;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where functions are primed: a table on paper, keys that sign nothing of worth, and a log that nobody reads. */
final class PrimingPlatform implements Platform {
    private static final String TABLE = "paper";
    private static final Duration LONG_PUBLIC = Duration.ofDays(1);

    static final String MEDIA_SECRET = "the secret of nobody's media server";

    private final Clock clock;
    private final DynamoDbClient dynamoDb;
    private final SigningKeys keys;

    /** @param set the keys, which the functions read and find published like the real ones */
    PrimingPlatform(DynamoDbClient dynamoDb, KeySet set, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.clock = clock;
        String text = set.secretText();
        this.keys = new CachedSigningKeys(() -> text, clock, Runnable::run, refresh -> {});
        new DynamoDbPublicKeys(new Table(dynamoDb, TABLE)).publish(set);
    }

    /** Keys for one priming. */
    static KeySet throwAwayKeys(Clock clock) {
        return new KeyRotation().fresh(clock.instant().minus(LONG_PUBLIC));
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Stores stores() {
        return new DynamoDbStores(dynamoDb, TABLE, auditLog(), clock());
    }

    @Override
    public SigningKeys signingKeys() {
        return keys;
    }

    @Override
    public MediaSecrets mediaSecrets() {
        return new MediaSecrets() {
            @Override
            public String keep(AppName app, String secret) {
                return "1";
            }

            @Override
            public String read(AppName app, String version) {
                return MEDIA_SECRET;
            }

            @Override
            public void forget(AppName app) {
                // It is nobody's.
            }
        };
    }

    /** Nobody is called, but what a call over TLS needs is there. */
    @Override
    public ApiClient apiClient() {
        return new ApiClient() {
            @Override
            public AddressRules rules() {
                return AddressRules.NAMED_BY_THE_OPERATOR;
            }

            @Override
            public ApiClient namedByApps() {
                return this;
            }

            @Override
            public ApiAnswer post(URI address, Map<String, String> headers, String json, Duration longest) {
                SSLSocketFactory.getDefault();
                return new ApiAnswer(200, null, "{}");
            }
        };
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

    /** The lines are made all the same, as that is part of every call. */
    @Override
    public AuditLog auditLog() {
        return new AuditLogWriter(clock, line -> {});
    }
}
