package dev.latchkey.testing.memory;

import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.contract.PersonalDataContract;

class InMemoryPersonalDataTest extends PersonalDataContract {
    InMemoryPersonalDataTest() {
        super(kept(new InMemoryStores(decision -> {})));
    }

    private static Kept kept(InMemoryStores stores) {
        return new Kept(MeetingFixture.over(stores), stores.idempotency(), stores.deliveries(), stores.personalData());
    }
}
