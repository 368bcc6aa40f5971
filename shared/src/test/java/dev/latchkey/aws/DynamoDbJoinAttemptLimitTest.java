package dev.latchkey.aws;

import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.JoinAttemptLimitContract;

class DynamoDbJoinAttemptLimitTest extends JoinAttemptLimitContract {
    DynamoDbJoinAttemptLimitTest() {
        super(new DynamoDbJoinAttemptLimit(
                new Table(TestTables.client(), TestTables.create()), JoinAttemptLimit.Kind.WAITING, MOST));
    }
}
