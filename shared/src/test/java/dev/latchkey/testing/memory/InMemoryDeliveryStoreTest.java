package dev.latchkey.testing.memory;

import dev.latchkey.testing.contract.DeliveryStoreContract;

class InMemoryDeliveryStoreTest extends DeliveryStoreContract {
    InMemoryDeliveryStoreTest() {
        super(new InMemoryDeliveryStore());
    }
}
