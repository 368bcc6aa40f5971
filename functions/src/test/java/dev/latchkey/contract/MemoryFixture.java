package dev.latchkey.contract;

import dev.latchkey.functions.platform.Stores;
import dev.latchkey.joinrequest.OriginSecret;
import dev.latchkey.testing.memory.InMemoryStores;

/** A bundle over the twins of its stores: for what is about rules, bodies, routes and refusals, in a fraction of the time. */
final class MemoryFixture extends ServiceFixture {
    private final InMemoryStores kept = new InMemoryStores(auditLog());
    private final Stores stores = new TwinStores(kept, this::watched);

    private final OriginSecret originSecret;

    MemoryFixture() {
        this(OriginSecret.NONE);
    }

    MemoryFixture(OriginSecret originSecret) {
        this.originSecret = originSecret;
        kept.publicKeys().publish(KEYS);
    }

    @Override
    public Stores stores() {
        return stores;
    }

    @Override
    public OriginSecret originSecret() {
        return originSecret;
    }
}
