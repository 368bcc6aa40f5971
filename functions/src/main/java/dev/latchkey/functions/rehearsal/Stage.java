package dev.latchkey.functions.rehearsal;

import dev.latchkey.access.DecisionLog;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.telemetry.DecisionLines;
import dev.latchkey.token.CachedSigningKeys;
import dev.latchkey.token.KeyRotation;
import dev.latchkey.token.SigningKeys;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where functions rehearse: a table on paper, keys that sign nothing of worth, and a log that nobody reads. */
final class Stage implements Platform {
    private static final Duration LONG_PUBLIC = Duration.ofDays(1);

    private final Clock clock;
    private final DynamoDbClient dynamoDb;
    private final SigningKeys keys;

    Stage(DynamoDbClient dynamoDb, SigningKeys keys, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.keys = keys;
        this.clock = clock;
    }

    /** Keys of its own, which the functions read as they read the real ones. */
    static SigningKeys throwAwayKeys(Clock clock) {
        String set = new KeyRotation().fresh(clock.instant().minus(LONG_PUBLIC)).secretText();
        return new CachedSigningKeys(() -> set, clock, Runnable::run, refresh -> {});
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    @Override
    public String table() {
        return "paper";
    }

    @Override
    public SigningKeys signingKeys() {
        return keys;
    }

    /** The lines are made all the same, as that is part of every call. */
    @Override
    public DecisionLog decisions() {
        return new DecisionLines(clock, line -> {});
    }
}
