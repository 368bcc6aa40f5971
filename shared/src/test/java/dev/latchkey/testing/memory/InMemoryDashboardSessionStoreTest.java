package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.DashboardSessionStoreContract;

class InMemoryDashboardSessionStoreTest extends DashboardSessionStoreContract {
    InMemoryDashboardSessionStoreTest() {
        super(new InMemoryDashboardSessionStore());
    }
}
