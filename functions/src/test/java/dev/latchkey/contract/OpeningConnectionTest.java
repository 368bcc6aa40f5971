package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.functions.live.PushHandler;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.json.Json;
import dev.latchkey.live.Connection;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.live.Push;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.memory.InMemoryStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A connection takes no message until its handshake is over: what happens meanwhile is told to nobody. */
class OpeningConnectionTest {
    private final Bundle bundle = new Bundle();
    private final Tenant tenant = Tenant.settle(bundle, "dev");

    @Test
    void decisionThatIsMadeMeanwhileStandsInItsState() {
        bundle.meanwhile = () -> bundle.call("POST /api/v1/join/{appName}/{roomName}/{requestId}/approve")
                .path("appName", tenant.app)
                .path("roomName", tenant.room)
                .path("requestId", tenant.requestId)
                .key(tenant.key)
                .send(200);
        assertThat(stateOf(new Connection.Holder.OfRequest(tenant.requestId)))
                .containsEntry("type", "state")
                .containsEntry("status", "admitted");
    }

    @Test
    void whoIsPutOutMeanwhileIsToldSo() {
        bundle.meanwhile = () -> bundle.call("POST /api/v1/room/{roomName}/peers/{peerId}/eject")
                .path("roomName", tenant.room)
                .path("peerId", tenant.peerId)
                .key(tenant.key)
                .send(200);
        assertThat(stateOf(new Connection.Holder.OfPeer(tenant.peerId, 1, false)))
                .containsEntry("type", "error")
                .containsEntry("code", "token_revoked");
    }

    private Map<String, Object> stateOf(Connection.Holder holder) {
        Room room = bundle.stores()
                .rooms()
                .find(new AppName(tenant.app), new RoomName(tenant.room))
                .orElseThrow();
        bundle.stores()
                .connections()
                .put(new Connection("c1", room.app(), room.name(), room.id(), holder, bundle.clock.now));
        new PushHandler(bundle).take(new ReceivedMessage("m", new Push.OfState("c1").text(), "", "", 1));
        assertThat(bundle.told).hasSize(1);
        return Json.readObject(bundle.told.get(0));
    }

    /** With a connection that is there from the second message on. */
    private static final class Bundle extends ServiceFixture {
        private final Stores stores = new TwinStores(new InMemoryStores(auditLog()), TwinStores::unwatched);
        private final List<String> told = new ArrayList<>();
        private Runnable meanwhile = () -> {};
        private boolean there;

        @Override
        public Stores stores() {
            return stores;
        }

        @Override
        public ConnectionPost connectionPost() {
            return new ConnectionPost() {
                @Override
                public Set<String> send(Map<String, String> texts) {
                    if (there) {
                        told.addAll(texts.values());
                        return Set.of();
                    }
                    meanwhile.run();
                    there = true;
                    return texts.keySet();
                }

                @Override
                public void end(String connection) {
                    throw new IllegalStateException("nobody is ended");
                }
            };
        }
    }
}
