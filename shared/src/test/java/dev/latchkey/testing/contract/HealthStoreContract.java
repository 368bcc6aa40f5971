package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.webhook.EndpointHealth;
import dev.latchkey.webhook.HealthStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of the health of endpoints does. */
public abstract class HealthStoreContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final AppName APP = new AppName("dev");

    private final HealthStore store;

    protected HealthStoreContract(HealthStore store) {
        this.store = store;
    }

    private static EndpointHealth bad(long version) {
        return new EndpointHealth(
                APP,
                "wh_1",
                7,
                NOON,
                NOON.plusSeconds(1),
                NOON.plusSeconds(2),
                NOON.plusSeconds(3),
                new EndpointHealth.SwitchedOff(EndpointHealth.Off.FAILING, NOON.plusSeconds(4), "https://example.com"),
                version);
    }

    @Test
    void nothingBadIsKnownAtFirst() {
        assertThat(store.find(APP, "wh_1")).isEqualTo(EndpointHealth.good(APP, "wh_1"));
    }

    @Test
    void findsWhatItPut() {
        assertThat(store.put(bad(1))).isTrue();
        assertThat(store.find(APP, "wh_1")).isEqualTo(bad(1));
        assertThat(store.find(new AppName("other"), "wh_1").version()).isZero();
    }

    @Test
    void ofTwoChangesOfOneVersionTheFirstCounts() {
        store.put(bad(1));
        assertThat(store.put(bad(2))).isTrue();
        EndpointHealth other = new EndpointHealth(APP, "wh_1", 1, NOON, NOON, NOON, NOON, null, 2);
        assertThat(store.put(other)).isFalse();
        assertThat(store.put(bad(1))).isFalse();
        assertThat(store.find(APP, "wh_1")).isEqualTo(bad(2));
    }

    @Test
    void addressesOfRoomsAreForgottenTogetherAndNothingElseIs() {
        AppName other = new AppName("other");
        for (String target : List.of("rooms-1", "rooms-2", "wh_1")) {
            store.put(bad(APP, target));
        }
        store.put(bad(other, "rooms-1"));
        store.forget(APP, "rooms");
        assertThat(store.find(APP, "rooms-1").isOff()).isFalse();
        assertThat(store.find(APP, "rooms-2").isOff()).isFalse();
        assertThat(store.find(APP, "wh_1").isOff()).isTrue();
        assertThat(store.find(other, "rooms-1").isOff()).isTrue();
    }

    private static EndpointHealth bad(AppName app, String target) {
        EndpointHealth.SwitchedOff off = new EndpointHealth.SwitchedOff(EndpointHealth.Off.GONE, NOON, "");
        return new EndpointHealth(app, target, 0, NOON, NOON, NOON, NOON, off, 1);
    }

    @Test
    void whatIsForgottenIsGoodAgain() {
        store.put(bad(1));
        store.forget(APP, "wh_1");
        assertThat(store.find(APP, "wh_1")).isEqualTo(EndpointHealth.good(APP, "wh_1"));
    }
}
