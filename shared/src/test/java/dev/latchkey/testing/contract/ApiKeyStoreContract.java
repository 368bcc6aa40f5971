package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.SimultaneousThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link ApiKeyStore} does. */
public abstract class ApiKeyStoreContract {
    private final ApiKeyStore store;
    private final RoomStore rooms;
    private final ApiKeySecret secret = ApiKeySecret.generate(APP);
    private final App app = App.create(APP, NOON);
    private final ApiKey first = key(secret, NOON);

    protected ApiKeyStoreContract(Stores stores) {
        this.store = stores.keys();
        this.rooms = stores.rooms();
    }

    /** Two stores of one place. */
    public record Stores(ApiKeyStore keys, RoomStore rooms) {}

    @Test
    void findsTheKeyAndItsAppTogether() {
        store.create(app, first);
        assertThat(store.find(secret, Resource.APP)).contains(new ApiKeyStore.Known(app, first, null));
        assertThat(store.findApp(APP)).contains(app);
    }

    @Test
    void findsTheRoomInTheSameReadUnlessItIsArchived() {
        store.create(app, first);
        Room room = rooms.create(MeetingFixture.newRoom("room", 3));
        RoomName name = room.name();
        assertThat(store.find(secret, Resource.room(name))).contains(new ApiKeyStore.Known(app, first, room));
        assertThat(store.find(secret, Resource.room(new RoomName("other"))))
                .contains(new ApiKeyStore.Known(app, first, null));
        rooms.archive(room);
        assertThat(store.find(secret, Resource.room(name))).contains(new ApiKeyStore.Known(app, first, null));
    }

    @Test
    void doesNotFindAKeyThatWasNotKept() {
        store.create(app, first);
        assertThat(store.find(ApiKeySecret.generate(APP), Resource.APP)).isEmpty();
        assertThat(store.findApp(new AppName("other"))).isEmpty();
    }

    @Test
    void ofManyAppsOfOneNameAtOnceOneIsMade() {
        List<Boolean> made = SimultaneousThreads.of(10, () -> {
            ApiKeySecret mine = ApiKeySecret.generate(APP);
            boolean created = store.create(app, key(mine, NOON));
            assertThat(store.find(mine, Resource.APP).isPresent())
                    .as("whoever was refused left no key behind")
                    .isEqualTo(created);
            return created;
        });
        assertThat(made).containsOnlyOnce(true);
    }

    @Test
    void keepsAnAppsNewSettings() {
        store.create(app, first);
        App changed = new App(
                APP,
                NOON,
                false,
                Duration.ofHours(1),
                NOON,
                "key:k1",
                SigningAlgorithm.RS256,
                false,
                40,
                List.of("https://a.example"),
                null,
                "latchkey-replies-dev",
                2);
        assertThat(store.update(changed)).isTrue();
        assertThat(store.findApp(APP)).contains(changed);
    }

    @Test
    void updatesNoAppThatIsNotThere() {
        assertThat(store.update(app.withTokensNotBefore(NOON, "key:k1"))).isFalse();
        assertThat(store.findApp(APP)).isEmpty();
    }

    @Test
    void listsTheOldestKeyFirst() {
        store.create(app, first);
        List<ApiKey> keys = new ArrayList<>(List.of(first));
        for (int i = 1; i < 5; i++) {
            ApiKey key = key(ApiKeySecret.generate(APP), NOON.plusSeconds(i));
            store.add(key);
            keys.add(key);
        }
        assertThat(store.list(APP)).isEqualTo(keys);
        assertThat(store.list(new AppName("other"))).isEmpty();
    }

    @Test
    void keepsOneKeyForAllRepeatsOfARequest() {
        store.create(app, first);
        ApiKey second = key(ApiKeySecret.generate(APP), NOON.plusSeconds(1));
        ApiKey repeated = key(ApiKeySecret.generate(APP), NOON.plusSeconds(2));
        IdempotencyKey once = new IdempotencyKey("once", "request");
        assertThat(store.addOnce(second, once, Map.of("answer", "second"))).isEqualTo(Map.of("answer", "second"));
        assertThat(store.addOnce(repeated, once, Map.of("answer", "repeated"))).isEqualTo(Map.of("answer", "second"));
        assertThat(store.list(APP)).containsExactly(first, second);
        assertThatThrownBy(
                        () -> store.addOnce(repeated, new IdempotencyKey("once", "another"), Map.of("answer", "other")))
                .isInstanceOf(RefusedException.class);
        assertThat(store.list(APP)).containsExactly(first, second);
    }

    @Test
    void aRemovedKeyIsRefusedAndListedNoMore() {
        store.create(app, first);
        store.remove(first);
        assertThat(store.find(secret, Resource.APP)).isEmpty();
        assertThat(store.list(APP)).isEmpty();
    }

    @Test
    void aChangeThatComesAfterTheRemovalDoesNotBringTheKeyBack() {
        store.create(app, first);
        store.remove(first);
        store.update(
                new ApiKey(APP, first.id(), first.sha256(), "renamed", first.scopes(), Set.of(), NOON, Instant.MAX));
        assertThat(store.find(secret, Resource.APP)).isEmpty();
    }

    @Test
    void keepsAKeysNewLimits() {
        store.create(app, first);
        ApiKey limited = first.changed(
                "renamed", Set.of(Scope.PEOPLE, Scope.READ_ONLY), Set.of(new RoomName("room")), NOON.plusSeconds(1));
        assertThat(store.update(limited)).isTrue();
        assertThat(store.find(secret, Resource.APP)).contains(new ApiKeyStore.Known(app, limited, null));
        assertThat(store.list(APP)).containsExactly(limited);
    }

    @Test
    void ofTwoChangesAtOnceOneIsTold() {
        store.create(app, first);
        assertThat(store.update(app.withTokensNotBefore(NOON, "key:k1"))).isTrue();
        assertThat(store.update(app.withTokensNotBefore(NOON.plusSeconds(1), "key:k1")))
                .isFalse();
        assertThat(store.update(first.changed("one", first.scopes(), Set.of(), Instant.MAX)))
                .isTrue();
        assertThat(store.update(first.changed("other", first.scopes(), Set.of(), Instant.MAX)))
                .isFalse();
    }

    @Test
    void keepsBothKeysOfARotationOrNeither() {
        store.create(app, first);
        ApiKeySecret next = ApiKeySecret.generate(APP);
        ApiKey successor = first.successor("next", next.sha256(), NOON);
        ApiKey ending = first.changed("a key", first.scopes(), Set.of(), NOON.plusSeconds(60));
        assertThat(store.rotate(ending, successor)).isTrue();
        assertThat(store.list(APP)).containsExactlyInAnyOrder(ending, successor);

        ApiKey again = first.successor("again", ApiKeySecret.generate(APP).sha256(), NOON);
        assertThat(store.rotate(ending, again)).isFalse();
        assertThat(store.list(APP)).doesNotContain(again);
    }

    @Test
    void findsAKeyByItsIdInItsOwnAppOnly() {
        store.create(app, first);
        assertThat(store.findById(APP, first.id())).contains(first);
        assertThat(store.findById(new AppName("other"), first.id())).isEmpty();
        assertThat(store.findById(APP, "another-id")).isEmpty();
    }

    @Test
    void notesTheDayOfUseForwardsOnlyAndNotOfARemovedKey() {
        store.create(app, first);
        store.noteUse(first, LocalDate.parse("2026-11-23"));
        store.noteUse(first, LocalDate.parse("2026-11-22"));
        assertThat(store.findById(APP, first.id()).orElseThrow().lastUsed()).isEqualTo("2026-11-23");
        store.remove(first);
        store.noteUse(first, LocalDate.parse("2026-11-24"));
        assertThat(store.find(secret, Resource.APP)).isEmpty();
    }

    private static ApiKey key(ApiKeySecret secret, Instant created) {
        return new ApiKey(
                secret.app(),
                Ids.ulid(created),
                secret.sha256(),
                "a key",
                ApiKey.EVERYTHING,
                Set.of(),
                created,
                Instant.MAX);
    }
}
