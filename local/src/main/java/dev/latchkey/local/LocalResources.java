package dev.latchkey.local;

import dev.latchkey.functions.telemetry.AuditLogWriter;
import dev.latchkey.functions.telemetry.DeliveryLogWriter;
import dev.latchkey.functions.telemetry.KeyRefreshLog;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.local.event.LocalEventBus;
import dev.latchkey.local.gateway.LiveConnections;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.FileKeySetSource;
import dev.latchkey.template.Template;
import dev.latchkey.webhook.MasterKey;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;

/** What Latchkey keeps on this machine, opened: the table, the signing keys, the log. */
record LocalResources(LogFile log, LocalDynamoDb dynamoDb, LocalPlatform platform) {
    static final String TABLE = "latchkey";
    private static final String WEBHOOK_KEY_FILE = "webhook-key";
    private static final String KEYS_FILE = "signing-keys.json";

    static LocalResources open(DataFolder data, Template template, Clock clock, OpenResources opened)
            throws StartException {
        LogFile log = opened.with(new LogFile(data.file("latchkey.log")));
        LocalDynamoDb dynamoDb = opened.with(LocalDynamoDb.keptIn(data.file("table.db")));
        dynamoDb.requireTable(TABLE, template.table());
        BackgroundExecutor backgroundExecutor = opened.with(new BackgroundExecutor());
        // Who reads one part of the file reads all of it, so here nothing is gained by publishing the public part
        // elsewhere.
        CachedSigningKeys keys = new CachedSigningKeys(
                signingKeys(data.path(), clock), clock, backgroundExecutor, new KeyRefreshLog(clock, log::log));
        LocalPlatform platform = new LocalPlatform(
                clock,
                dynamoDb.client(),
                TABLE,
                keys,
                keys,
                backgroundExecutor,
                opened.with(new LocalQueues(data.file("queues"), clock, log)),
                new ReplyFiles(data.file("replies")),
                webhookKey(data),
                new FileMediaSecrets(data),
                new DeliveryLogWriter(clock, log::log),
                new AuditLogWriter(clock, log::log),
                new LocalEventBus(),
                new LiveConnections(),
                new AtomicReference<>(),
                JoinAttemptLimit.USUAL,
                JoinAttemptLimit.USUAL_TOKENLESS);
        return new LocalResources(log, dynamoDb, platform);
    }

    /** Made at the first start. */
    private static MasterKey webhookKey(DataFolder data) {
        String key = data.readSecret(WEBHOOK_KEY_FILE).orElseGet(() -> {
            String fresh = Ids.hex24() + Ids.hex24() + Ids.hex24();
            data.writeSecret(WEBHOOK_KEY_FILE, fresh);
            return fresh;
        });
        return () -> key;
    }

    /** The keys need no opening: a running Latchkey sees a new set in the file when it looks again. */
    static FileKeySetSource signingKeys(Path folder, Clock clock) {
        return new FileKeySetSource(folder.resolve(KEYS_FILE), clock);
    }
}
