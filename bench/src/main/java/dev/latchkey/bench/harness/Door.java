package dev.latchkey.bench.harness;

import dev.latchkey.bench.harness.Tenant.Guest;
import java.util.Map;

/** One room of an app of its own, into which one after the other comes by a token. */
public final class Door {
    private final Harness stage;
    private final Tenant tenant;
    private final String room;

    /** @param fields what the room is made with */
    public Door(Harness stage, String fields) {
        this.stage = stage;
        this.tenant = Tenant.fresh(stage);
        this.room = tenant.room(fields);
    }

    /** A join that is still to be made, by somebody who has a token. */
    public Runnable join() {
        String token = tenant.token(room);
        return () -> tenant.enter(room, token);
    }

    /** The heartbeats of somebody who comes in now, each still to be made. */
    public Runnable heartbeat() {
        Guest guest = tenant.guest(room);
        return () -> stage.tell(
                tenant.open("POST /api/v1/session/heartbeat", Map.of()).bearer(guest.sessionToken()));
    }

    /** The pings of somebody who comes in now and has a live connection. */
    public Runnable ping() {
        LiveEvent connection = tenant.connected(room);
        return () -> stage.invoke("ReceiveFunction", connection.ping()).require(false);
    }

    /** The name of the app. */
    public String app() {
        return tenant.app();
    }
}
