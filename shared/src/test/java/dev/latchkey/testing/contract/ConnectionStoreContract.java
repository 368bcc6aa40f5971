package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.live.Connection;
import dev.latchkey.live.Connection.Holder;
import dev.latchkey.live.ConnectionStore;
import dev.latchkey.page.Page;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of live connections does. */
public abstract class ConnectionStoreContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final Duration APART = Duration.ofSeconds(5);

    private final ConnectionStore store;
    private final String roomId = Ids.hex24();

    protected ConnectionStoreContract(ConnectionStore store) {
        this.store = store;
    }

    private Connection connection(Holder holder) {
        return new Connection(Ids.hex24() + "=", new AppName("dev"), new RoomName("team-sync"), roomId, holder, NOON);
    }

    private Connection kept(Holder holder) {
        Connection connection = connection(holder);
        store.put(connection);
        return connection;
    }

    @Test
    void findsByItsIdAndAmongThoseOfItsRoomWhatItPut() {
        Connection guest = kept(new Holder.OfPeer("p1", 1, false));
        Connection second = kept(new Holder.OfPeer("p1", 2, false));
        Connection host = kept(new Holder.OfPeer("p2", 7, true));
        Connection waiting = kept(new Holder.OfRequest("r1"));
        Connection behind = kept(new Holder.OfRequest("r2"));

        for (Connection each : List.of(guest, second, host, waiting, behind)) {
            assertThat(store.find(each.id())).contains(each);
            assertThat(store.glance(each.id())).contains(each);
        }
        assertThat(store.ofPeer(roomId, "p1")).containsExactlyInAnyOrder(guest, second);
        assertThat(store.ofPeer(roomId, "p")).isEmpty();
        assertThat(store.ofAdmins(roomId)).containsExactly(host);
        assertThat(store.ofRequest(roomId, "r1")).containsExactly(waiting);
        assertThat(store.ofRequests(roomId)).containsExactlyInAnyOrder(waiting, behind);
        assertThat(store.hasRequests(roomId)).isTrue();
        assertThat(store.hasRequests("another-room")).isFalse();
        assertThat(Page.all(2, wanted -> store.ofPeers(roomId, wanted))).containsExactlyInAnyOrder(guest, second, host);
        assertThat(store.ofAdmins("another-room")).isEmpty();
    }

    @Test
    void whatIsForgottenIsFoundNowhere() {
        Connection host = kept(new Holder.OfPeer("p2", 7, true));
        Connection waiting = kept(new Holder.OfRequest("r1"));
        store.forget(host);
        store.forget(waiting);
        store.forget(connection(new Holder.OfRequest("never")));
        assertThat(store.find(host.id())).isEmpty();
        assertThat(store.glance(host.id())).isEmpty();
        assertThat(store.ofPeer(roomId, "p2")).isEmpty();
        assertThat(store.ofAdmins(roomId)).isEmpty();
        assertThat(store.ofRequests(roomId)).isEmpty();
        kept(new Holder.OfPeer("p3", 1, false));
        assertThat(store.hasRequests(roomId)).isFalse();
    }

    @Test
    void placesAreToldAtOnceAndThenOnceWithinSoLong() {
        assertThat(store.claimPlaces(roomId, NOON, APART)).contains(NOON);
        assertThat(store.claimPlaces(roomId, NOON.plusMillis(1), APART)).contains(NOON.plus(APART));
        assertThat(store.claimPlaces(roomId, NOON.plusMillis(2), APART))
                .as("somebody is going to")
                .isEmpty();
        assertThat(store.claimPlaces("another-room", NOON.plusMillis(2), APART)).isPresent();
        assertThat(store.claimPlaces(roomId, NOON.plus(APART), APART))
                .contains(NOON.plus(APART).plus(APART));
        assertThat(store.claimPlaces(roomId, NOON.plusSeconds(60), APART)).contains(NOON.plusSeconds(60));
    }
}
