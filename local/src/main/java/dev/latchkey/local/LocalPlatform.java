package dev.latchkey.local;

import dev.latchkey.functions.platform.Platform;
import dev.latchkey.token.SigningKeys;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One machine, as a function sees it. */
record LocalPlatform(Clock clock, DynamoDbClient dynamoDb, String table, SigningKeys signingKeys) implements Platform {}
