package dev.latchkey.bench.harness;

/** One room of an app of its own, into which one after the other comes by a token. */
public final class Door {
    private final Tenant tenant;
    private final String room;

    /** @param fields what the room is made with */
    public Door(Harness stage, String fields) {
        this.tenant = Tenant.fresh(stage);
        this.room = tenant.room(fields);
    }

    /** A join that is still to be made, by somebody who has a token. */
    public Runnable join() {
        String token = tenant.token(room);
        return () -> tenant.enter(room, token);
    }

    /** The name of the app. */
    public String app() {
        return tenant.app();
    }
}
