package dev.latchkey.functions.platform;

import dev.latchkey.access.DecisionLog;
import dev.latchkey.functions.telemetry.DecisionLines;
import dev.latchkey.lobby.KnockLimit;
import dev.latchkey.token.SigningKeys;
import java.time.Clock;
import java.util.concurrent.Executor;
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

    /** How many times somebody at one address may knock at one door within a minute. */
    default int knocksPerMinute() {
        return KnockLimit.USUAL;
    }

    /** Does what no caller waits for; here and now, where a place has nothing better. */
    default Executor aside() {
        return Runnable::run;
    }

    /** Where decisions on access are written down: one line of JSON each, on the standard output as Lambda collects it. */
    default DecisionLog decisions() {
        return new DecisionLines(clock(), System.out::println);
    }
}
