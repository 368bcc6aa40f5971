package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.command.Sender;
import dev.latchkey.command.SenderId;
import dev.latchkey.command.SenderStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of senders does. */
public abstract class SenderStoreContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final AppName APP = new AppName("dev");
    private static final AppName OTHER = new AppName("other");
    private static final SenderId USER = new SenderId("AIDA2EXAMPLE3EXAMPLE4");
    private static final SenderId ROLE = new SenderId("AROA2EXAMPLE3EXAMPLE4");

    private final SenderStore store;

    protected SenderStoreContract(SenderStore store) {
        this.store = store;
    }

    @Test
    void findsAndListsWhomItAdded() {
        assertThat(store.find(USER)).isEmpty();
        assertThat(store.add(new Sender(ROLE, APP, NOON))).isTrue();
        assertThat(store.add(new Sender(USER, APP, NOON))).isTrue();
        assertThat(store.find(USER)).contains(new Sender(USER, APP, NOON));
        assertThat(store.list(APP)).extracting(Sender::id).containsExactly(USER, ROLE);
        assertThat(store.list(OTHER)).isEmpty();
    }

    @Test
    void senderSpeaksForOneAppAlone() {
        store.add(new Sender(USER, APP, NOON));
        assertThat(store.add(new Sender(USER, OTHER, NOON))).isFalse();
        assertThat(store.add(new Sender(USER, APP, NOON.plusSeconds(1)))).isTrue();
        assertThat(store.find(USER)).contains(new Sender(USER, APP, NOON));
        assertThat(store.list(OTHER)).isEmpty();
    }

    @Test
    void whoIsRemovedSpeaksForNobodyAndMaySpeakForAnother() {
        store.add(new Sender(USER, APP, NOON));
        assertThat(store.remove(OTHER, USER)).isFalse();
        assertThat(store.find(USER)).isPresent();
        assertThat(store.remove(APP, USER)).isTrue();
        assertThat(store.find(USER)).isEmpty();
        assertThat(store.remove(APP, USER)).isFalse();
        assertThat(store.add(new Sender(USER, OTHER, NOON))).isTrue();
    }
}
