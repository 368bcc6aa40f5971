package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.live.PushHandler;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.json.Json;
import dev.latchkey.live.Connection;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.live.Push;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.memory.InMemoryStores;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A door at which more wait than one answer, or one message, may tell of. */
class CrowdedDoorTest {
    private static final int WAITING = 300;
    private static final int MOST_AT_ONCE = 250;

    private final Bundle bundle = new Bundle();
    private final Tenant tenant = Tenant.settle(bundle, "dev");

    /** Everybody who waits, the first to come first. */
    private List<String> crowd() {
        List<String> ids = new ArrayList<>(List.of(tenant.requestId));
        Room room = room();
        for (int i = 1; i < WAITING; i++) {
            Instant now = bundle.clock.now.plusMillis(i);
            JoinRequest request = JoinRequest.of(
                    Ids.ulid(now), room.id(), Person.NOBODY, EntryDecision.WaitReason.PRIVATE, bundle.clock.now);
            ids.add(bundle.stores()
                    .joinRequests()
                    .create(room.app(), room.name(), request)
                    .orElseThrow()
                    .id());
        }
        return ids;
    }

    private Room room() {
        return bundle.stores()
                .rooms()
                .find(new AppName(tenant.app), new RoomName(tenant.room))
                .orElseThrow();
    }

    @Test
    void listIsReadAPageAtATime() {
        List<String> ids = crowd();
        Answer first = list("");
        assertThat(requestIds(first.json().get("requests"))).isEqualTo(ids.subList(0, MOST_AT_ONCE));
        Answer second = list(first.text("nextCursor"));
        assertThat(requestIds(second.json().get("requests"))).isEqualTo(ids.subList(MOST_AT_ONCE, WAITING));
        assertThat(second.json().get("nextCursor")).isNull();
    }

    private Answer list(String cursor) {
        ServiceFixture.Call call = bundle.call("GET /api/v1/join/{appName}/{roomName}")
                .path("appName", tenant.app)
                .path("roomName", tenant.room)
                .key(tenant.key);
        return (cursor.isEmpty() ? call : call.query("cursor", cursor)).send(200);
    }

    @Test
    void stateOfAnAdminHasTheFirstOfThemAndHowManyTheyAre() {
        List<String> ids = crowd();
        Room room = room();
        Connection.Holder holder = new Connection.Holder.OfPeer(tenant.peerId, 1, true);
        bundle.stores()
                .connections()
                .put(new Connection("c1", room.app(), room.name(), room.id(), holder, bundle.clock.now));
        new PushHandler(bundle).take(new ReceivedMessage("m", new Push.OfState("c1").text(), "", "", 1));
        Map<String, Object> state = Json.readObject(bundle.told.get(0));
        assertThat(state).containsEntry("type", "state").containsEntry("waitingCount", (long) WAITING);
        assertThat(requestIds(state.get("waiting"))).isEqualTo(ids.subList(0, MOST_AT_ONCE));
    }

    private static List<Object> requestIds(Object list) {
        return ((List<?>) list)
                .stream().<Object>map(one -> ((Map<?, ?>) one).get("requestId")).toList();
    }

    private static final class Bundle extends ServiceFixture {
        private final Stores stores = new TwinStores(new InMemoryStores(auditLog()), TwinStores::unwatched);
        private final List<String> told = new ArrayList<>();

        @Override
        public Stores stores() {
            return stores;
        }

        @Override
        public ConnectionPost connectionPost() {
            return new ConnectionPost() {
                @Override
                public Set<String> send(Map<String, String> texts) {
                    told.addAll(texts.values());
                    return Set.of();
                }

                @Override
                public void end(String connection) {
                    throw new IllegalStateException("nobody is ended");
                }
            };
        }
    }
}
