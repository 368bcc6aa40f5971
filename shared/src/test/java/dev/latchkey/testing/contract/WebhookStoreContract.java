package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.event.EventType;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookSignature;
import dev.latchkey.webhook.WebhookStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store of endpoints does. */
public abstract class WebhookStoreContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final AppName APP = new AppName("dev");

    private final WebhookStore store;

    protected WebhookStoreContract(WebhookStore store) {
        this.store = store;
    }

    private static WebhookEndpoint endpoint(String id) {
        return new WebhookEndpoint(
                APP,
                id,
                "https://example.com/hook?a=b",
                Set.of(EventType.PEER_JOINED, EventType.ROOM_CREATED),
                Set.of(new RoomName("team-sync")),
                "ours, ü",
                WebhookSignature.HUDDLE01,
                false,
                NOON,
                1,
                Instant.EPOCH,
                1);
    }

    @Test
    void findsAndListsWhatItPut() {
        assertThat(store.put(endpoint("wh_2"))).isTrue();
        assertThat(store.put(endpoint("wh_1"))).isTrue();
        assertThat(store.find(APP, "wh_1")).contains(endpoint("wh_1"));
        assertThat(store.find(new AppName("other"), "wh_1")).isEmpty();
        assertThat(store.list(APP)).containsExactly(endpoint("wh_1"), endpoint("wh_2"));
        assertThat(store.list(new AppName("other"))).isEmpty();
    }

    @Test
    void ofTwoChangesOfOneVersionTheFirstCounts() {
        store.put(endpoint("wh_1"));
        WebhookEndpoint rotated = endpoint("wh_1").withNewSecret(NOON);
        assertThat(store.put(rotated)).isTrue();
        assertThat(store.put(endpoint("wh_1").withNewSecret(Instant.EPOCH))).isFalse();
        assertThat(store.put(endpoint("wh_1"))).as("no second beginning").isFalse();
        assertThat(store.find(APP, "wh_1")).contains(rotated);
    }

    @Test
    void whatIsDeletedIsGoneAndCannotBeChanged() {
        store.put(endpoint("wh_1"));
        store.delete(APP, "wh_1");
        assertThat(store.find(APP, "wh_1")).isEmpty();
        assertThat(store.put(endpoint("wh_1").withNewSecret(NOON))).isFalse();
    }

    @Test
    void anAppHasAsManyAsItMayAndNoMoreUntilOneIsDeleted() {
        for (int i = 1; i <= WebhookEndpoint.MOST; i++) {
            assertThat(store.create(endpoint("wh_" + i))).isTrue();
        }
        assertThat(store.create(endpoint("wh_more"))).isFalse();
        assertThat(store.find(APP, "wh_more")).isEmpty();
        assertThat(store.put(WebhookEndpoint.ofRooms(APP).withNewSecret(NOON))).isTrue();

        store.delete(APP, "wh_1");
        store.delete(APP, "wh_1");
        assertThat(store.create(endpoint("wh_more"))).isTrue();
        assertThat(store.create(endpoint("wh_1"))).isFalse();
        assertThat(store.list(APP)).hasSize(WebhookEndpoint.MOST);
    }

    @Test
    void ofManyAtOnceAsManyGetInAsMay() {
        AtomicInteger number = new AtomicInteger();
        List<Boolean> created = SimultaneousThreads.of(
                WebhookEndpoint.MOST + 10, () -> store.create(endpoint("wh_" + number.incrementAndGet())));
        assertThat(created.stream().filter(one -> one)).hasSize(WebhookEndpoint.MOST);
        assertThat(store.list(APP)).hasSize(WebhookEndpoint.MOST);
    }

    @Test
    void theOneForRoomsIsAlwaysThereAndInNoList() {
        assertThat(store.find(APP, WebhookEndpoint.ROOMS)).contains(WebhookEndpoint.ofRooms(APP));
        WebhookEndpoint rotated = WebhookEndpoint.ofRooms(APP).withNewSecret(NOON);
        assertThat(store.put(rotated)).isTrue();
        assertThat(store.find(APP, WebhookEndpoint.ROOMS)).contains(rotated);
        assertThat(store.list(APP)).isEmpty();
    }
}
