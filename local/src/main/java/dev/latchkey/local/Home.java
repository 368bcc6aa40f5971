package dev.latchkey.local;

import dev.latchkey.functions.telemetry.DecisionLines;
import dev.latchkey.functions.telemetry.KeyRefreshLines;
import dev.latchkey.lobby.KnockLimit;
import dev.latchkey.local.template.Template;
import dev.latchkey.token.CachedSigningKeys;
import dev.latchkey.token.FileKeySetSource;
import java.nio.file.Path;
import java.time.Clock;

/** What Latchkey keeps on this machine, opened: the table, the signing keys, the log. */
record Home(DataFolder data, LogFile log, LocalPlatform platform) {
    private static final String TABLE = "latchkey";
    private static final String KEYS_FILE = "signing-keys.json";

    static Home open(Settings settings, Template template, Clock clock, Opened opened) throws StartException {
        DataFolder data = opened.with(DataFolder.open(settings.data()));
        LogFile log = opened.with(new LogFile(data.file("latchkey.log")));
        LocalDynamoDb dynamoDb = opened.with(LocalDynamoDb.keptIn(data.file("table.db")));
        dynamoDb.requireTable(TABLE, template.table());
        Aside aside = opened.with(new Aside());
        LocalPlatform platform = new LocalPlatform(
                clock,
                dynamoDb.client(),
                TABLE,
                new CachedSigningKeys(
                        signingKeys(settings.data(), clock), clock, aside, new KeyRefreshLines(clock, log::log)),
                aside,
                new DecisionLines(clock, log::log),
                KnockLimit.USUAL);
        return new Home(data, log, platform);
    }

    /** The keys need no opening: a running Latchkey sees a new set in the file when it looks again. */
    static FileKeySetSource signingKeys(Path folder, Clock clock) {
        return new FileKeySetSource(folder.resolve(KEYS_FILE), clock);
    }
}
