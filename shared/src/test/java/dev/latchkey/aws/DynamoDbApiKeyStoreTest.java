package dev.latchkey.aws;

import static dev.latchkey.aws.Venue.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.TestTables;
import dev.latchkey.token.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DynamoDbApiKeyStoreTest {
    private static final AppName APP = Venue.APP;

    private final String tableName = TestTables.create();
    private final ApiKeyStore store = new DynamoDbApiKeyStore(new Table(TestTables.client(), tableName));
    private final ApiKeySecret secret = ApiKeySecret.generate(APP);
    private final App app = App.create(APP, NOON);
    private final ApiKey first = key(secret, NOON);

    @Test
    void findsTheKeyAndItsAppTogether() {
        store.create(app, first);
        assertThat(store.find(secret, Optional.empty())).contains(new ApiKeyStore.Known(app, first, null));
        assertThat(store.findApp(APP)).contains(app);
    }

    @Test
    void findsTheRoomInTheSameReadUnlessItIsArchived() {
        store.create(app, first);
        DynamoDbRoomStore rooms = new DynamoDbRoomStore(new Table(TestTables.client(), tableName));
        Room room = rooms.create(Venue.newRoom("room", 3), Optional.empty());
        RoomName name = room.name();
        assertThat(store.find(secret, Optional.of(name))).contains(new ApiKeyStore.Known(app, first, room));
        assertThat(store.find(secret, Optional.of(new RoomName("other"))))
                .contains(new ApiKeyStore.Known(app, first, null));
        rooms.archive(room);
        assertThat(store.find(secret, Optional.of(name))).contains(new ApiKeyStore.Known(app, first, null));
    }

    @Test
    void doesNotFindAKeyThatWasNotKept() {
        store.create(app, first);
        assertThat(store.find(ApiKeySecret.generate(APP), Optional.empty())).isEmpty();
        assertThat(store.findApp(new AppName("other"))).isEmpty();
    }

    @Test
    void ofManyAppsOfOneNameAtOnceOneIsMade() {
        List<Boolean> made = Crowd.of(10, () -> {
            ApiKeySecret mine = ApiKeySecret.generate(APP);
            boolean created = store.create(app, key(mine, NOON));
            assertThat(store.find(mine, Optional.empty()).isPresent())
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
                SigningAlgorithm.RS256,
                false,
                List.of("https://a.example"),
                2);
        assertThat(store.update(changed)).isTrue();
        assertThat(store.findApp(APP)).contains(changed);
    }

    @Test
    void updatesNoAppThatIsNotThere() {
        assertThat(store.update(app.withTokensNotBefore(NOON))).isFalse();
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
    void aRemovedKeyIsRefusedAndListedNoMore() {
        store.create(app, first);
        store.remove(first);
        assertThat(store.find(secret, Optional.empty())).isEmpty();
        assertThat(store.list(APP)).isEmpty();
    }

    @Test
    void aChangeThatComesAfterTheRemovalDoesNotBringTheKeyBack() {
        store.create(app, first);
        store.remove(first);
        store.update(
                new ApiKey(APP, first.id(), first.sha256(), "renamed", first.scopes(), Set.of(), NOON, Instant.MAX));
        assertThat(store.find(secret, Optional.empty())).isEmpty();
    }

    @Test
    void keepsAKeysNewLimits() {
        store.create(app, first);
        ApiKey limited = first.changed(
                "renamed", Set.of(Scope.PEOPLE, Scope.READ_ONLY), Set.of(new RoomName("room")), NOON.plusSeconds(1));
        assertThat(store.update(limited)).isTrue();
        assertThat(store.find(secret, Optional.empty())).contains(new ApiKeyStore.Known(app, limited, null));
        assertThat(store.list(APP)).containsExactly(limited);
    }

    @Test
    void aLostAnswerIsNoDifferentFromAnAnswer() {
        ApiKeyStore rough = new DynamoDbApiKeyStore(
                new Table(new FaultyDynamoDb(TestTables.client(), 5).lostAnswers(0.5), tableName));
        for (int i = 0; i < 10; i++) {
            App another = App.create(new AppName("app-" + i), NOON);
            ApiKeySecret itsSecret = ApiKeySecret.generate(another.name());
            ApiKey itsKey = key(itsSecret, NOON);
            assertThat(rough.create(another, itsKey)).isTrue();
            assertThat(rough.update(another)).isTrue();
            rough.update(itsKey);
            assertThat(rough.find(itsSecret, Optional.empty())).contains(new ApiKeyStore.Known(another, itsKey, null));
            rough.remove(itsKey);
            assertThat(rough.list(another.name())).isEmpty();
        }
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

    @Test
    void ofTwoChangesAtOnceOneIsTold() {
        store.create(app, first);
        assertThat(store.update(app.withTokensNotBefore(NOON))).isTrue();
        assertThat(store.update(app.withTokensNotBefore(NOON.plusSeconds(1)))).isFalse();
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
        assertThat(store.find(secret, Optional.empty())).isEmpty();
    }
}
