package dev.latchkey.aws;

import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.DashboardSessionStoreContract;

class DynamoDbDashboardSessionStoreTest extends DashboardSessionStoreContract {
    DynamoDbDashboardSessionStoreTest() {
        super(new DynamoDbDashboardSessionStore(new Table(TestTables.client(), TestTables.create())));
    }
}
