package dev.latchkey.testing.memory;

import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.contract.StatusListStoreContract;

class InMemoryStatusListStoreTest extends StatusListStoreContract {
    InMemoryStatusListStoreTest() {
        super(kept(new InMemoryStores(decision -> {})));
    }

    private static Kept kept(InMemoryStores stores) {
        return new Kept(MeetingFixture.over(stores), stores.statusLists());
    }
}
