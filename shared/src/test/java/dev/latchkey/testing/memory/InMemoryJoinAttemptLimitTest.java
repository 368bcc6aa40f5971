package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.JoinAttemptLimitContract;

class InMemoryJoinAttemptLimitTest extends JoinAttemptLimitContract {
    InMemoryJoinAttemptLimitTest() {
        super(new InMemoryJoinAttemptLimit(MOST));
    }
}
