package dev.latchkey.testing.memory;

import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.contract.DeadlineServiceContract;

class InMemoryDeadlinesTest extends DeadlineServiceContract {
    InMemoryDeadlinesTest() {
        super(MeetingFixture.inMemory(), new InMemoryDeadlineStore());
    }
}
