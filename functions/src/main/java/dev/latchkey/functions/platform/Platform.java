package dev.latchkey.functions.platform;

import dev.latchkey.token.SigningKeys;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a function may ask of the place it runs in: an AWS account, one machine, or a test. Each handler's constructor takes
 * from it what its operation needs and nothing else, so that its cold start pays for nothing else.
 */
public interface Platform {
    Clock clock();

    /** The one client of this environment; asking for it makes it. */
    DynamoDbClient dynamoDb();

    /** The name of the table. */
    String table();

    SigningKeys signingKeys();
}
