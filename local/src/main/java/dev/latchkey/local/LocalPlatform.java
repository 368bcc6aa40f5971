package dev.latchkey.local;

import dev.latchkey.access.DecisionLog;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.token.SigningKeys;
import java.time.Clock;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One machine, as a function sees it. */
record LocalPlatform(
        Clock clock,
        DynamoDbClient dynamoDb,
        String table,
        SigningKeys signingKeys,
        Executor aside,
        DecisionLog decisions,
        int knocksPerMinute)
        implements Platform {}
