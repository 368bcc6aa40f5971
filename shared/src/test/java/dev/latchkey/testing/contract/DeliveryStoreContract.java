package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.page.PageRequest;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryState;
import dev.latchkey.webhook.DeliveryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of deliveries does. */
public abstract class DeliveryStoreContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final AppName APP = new AppName("dev");

    private final DeliveryStore store;

    protected DeliveryStoreContract(DeliveryStore store) {
        this.store = store;
    }

    private static Delivery delivery(int number, String target) {
        Instant happened = NOON.plusSeconds(number);
        return new Delivery(
                APP,
                "wh_1",
                target,
                Delivery.positionAt(happened) + "-evt_" + number,
                "evt_" + number,
                "peer.joined",
                happened,
                "",
                "{\"name\":\"Ada \\u0000 ü\"}",
                DeliveryState.PENDING,
                0,
                0,
                happened,
                null);
    }

    private static Delivery delivery(int number) {
        return delivery(number, "wh_1");
    }

    private static Delivery attempted(Delivery delivery, DeliveryState state) {
        return new Delivery(
                delivery.app(),
                delivery.endpoint(),
                delivery.target(),
                delivery.id(),
                delivery.eventId(),
                delivery.type(),
                delivery.happened(),
                delivery.url(),
                delivery.body(),
                state,
                delivery.attempts() + 1,
                delivery.roundFrom(),
                delivery.roundBegan(),
                new Delivery.Attempt(NOON, 500, "", Duration.ofMillis(7)));
    }

    @Test
    void findsWhatItKept() {
        assertThat(store.keep(delivery(1))).isEqualTo(delivery(1));
        assertThat(store.find(APP, "wh_1", delivery(1).id())).contains(delivery(1));
        assertThat(store.find(APP, "wh_2", delivery(1).id())).isEmpty();
        assertThat(store.find(new AppName("other"), "wh_1", delivery(1).id())).isEmpty();
    }

    @Test
    void keepsWhatIsThereAlready() {
        Delivery before = attempted(delivery(1), DeliveryState.DELIVERED);
        store.keep(before);
        assertThat(store.keep(delivery(1))).isEqualTo(before);
        assertThat(store.find(APP, "wh_1", delivery(1).id())).contains(before);
    }

    @Test
    void ofTwoUpdatesOfTheSameAttemptTheFirstCounts() {
        Delivery before = store.keep(delivery(1));
        assertThat(store.update(before, attempted(before, DeliveryState.DELIVERED)))
                .isTrue();
        assertThat(store.update(before, attempted(before, DeliveryState.FAILED)))
                .isFalse();
        assertThat(store.find(APP, "wh_1", before.id())).contains(attempted(before, DeliveryState.DELIVERED));
    }

    @Test
    void whatIsForgottenIsNotUpdated() {
        assertThat(store.update(delivery(1), attempted(delivery(1), DeliveryState.FAILED)))
                .isFalse();
        assertThat(store.find(APP, "wh_1", delivery(1).id())).isEmpty();
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        List.of(1, 2, 3).forEach(number -> store.keep(delivery(number)));
        var first = store.list(APP, "wh_1", PageRequest.first(2));
        assertThat(first.entries()).containsExactly(delivery(3), delivery(2));
        String next = first.next();
        assertThat(next).isNotNull();
        var second = store.list(APP, "wh_1", PageRequest.after(2, next));
        assertThat(second.entries()).containsExactly(delivery(1));
        assertThat(second.next()).isNull();
    }

    @Test
    void findsWhatWasGivenUpTheOldestFirst() {
        for (int number = 1; number <= 5; number++) {
            store.keep(attempted(delivery(number), number == 2 ? DeliveryState.DELIVERED : DeliveryState.FAILED));
        }
        assertThat(store.failed(APP, "wh_1", Delivery.positionAt(NOON), 2))
                .extracting(Delivery::eventId)
                .containsExactly("evt_1", "evt_3");
        assertThat(store.failed(APP, "wh_1", Delivery.positionAt(NOON.plusSeconds(4)), 9))
                .extracting(Delivery::eventId)
                .containsExactly("evt_4", "evt_5");
    }

    @Test
    void findsWhatWasPutOffOfOneTarget() {
        store.keep(delivery(1, "other"));
        store.keep(attempted(delivery(2), DeliveryState.PENDING));
        store.keep(delivery(3));
        store.keep(delivery(4));
        assertThat(store.untried(APP, "wh_1", "wh_1", Delivery.positionAt(NOON), 9))
                .containsExactly(delivery(3), delivery(4));
        assertThat(store.untried(APP, "wh_1", "wh_1", delivery(3).id(), 9)).containsExactly(delivery(4));
        assertThat(store.untried(APP, "wh_1", "wh_1", Delivery.positionAt(NOON), 1))
                .containsExactly(delivery(3));
    }
}
