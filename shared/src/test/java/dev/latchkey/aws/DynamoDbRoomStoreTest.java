package dev.latchkey.aws;

import static dev.latchkey.aws.Venue.APP;
import static dev.latchkey.aws.Venue.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomPage;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.RoomStore;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.ForwardingDynamoDb;
import dev.latchkey.testing.TestTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

class DynamoDbRoomStoreTest {
    private final Venue venue = Venue.open();
    private final RoomStore rooms = venue.rooms;

    @Test
    void findsWhatItCreated() {
        Room room = Venue.newRoom("room", 7);
        assertThat(create(room)).isEqualTo(room);
        assertThat(find("room")).contains(room);
    }

    @Test
    void findsNothingUnderAnotherNameOrInAnotherApp() {
        create(Venue.newRoom("room", 0));
        assertThat(find("Room")).isEmpty();
        assertThat(rooms.find(new AppName("other"), new RoomName("room"))).isEmpty();
    }

    @Test
    void aNameIsTakenOnce() {
        Room first = create(Venue.newRoom("room", 0));
        assertRefused(Reason.ROOM_EXISTS, () -> create(Venue.newRoom("room", 9)));
        assertThat(find("room")).contains(first);
    }

    @Test
    void twoAppsMayUseOneName() {
        create(Venue.newRoom("room", 0));
        Room theirs =
                Room.create(new AppName("other"), new RoomName("room"), Ids.hex24(), RoomRules.OPEN, Map.of(), NOON);
        assertThat(create(theirs)).isEqualTo(theirs);
    }

    @Test
    void ofManyWhoWantANameAtOnceOneGetsIt() {
        List<Boolean> got = Crowd.of(20, () -> created(() -> create(Venue.newRoom("room", 0))));
        assertThat(got).containsOnlyOnce(true);
    }

    @Test
    void anUpdateIsKept() {
        Room room = create(Venue.newRoom("room", 7));
        Room changed = room.changed(Venue.capped(8), Map.of("lang", "de"));
        assertThat(rooms.update(room, changed)).isTrue();
        assertThat(find("room")).contains(changed);
    }

    @Test
    void ofTwoUpdatesOfOneVersionTheSecondIsRefused() {
        Room room = create(Venue.newRoom("room", 7));
        Room first = room.changed(Venue.capped(8), Map.of());
        assertThat(rooms.update(room, first)).isTrue();
        assertThat(rooms.update(room, room.changed(Venue.capped(9), Map.of()))).isFalse();
        assertThat(find("room")).contains(first);
    }

    @Test
    void ofManyUpdatesAtOnceNoneIsLost() {
        create(Venue.newRoom("room", 0));
        List<String> callers =
                IntStream.range(0, 10).mapToObj(i -> "caller-" + i).toList();
        Crowd.of(callers.stream()
                .<Callable<Void>>map(caller -> () -> {
                    while (true) {
                        Room room = find("room").orElseThrow();
                        Map<String, Object> settings = new HashMap<>(room.settings());
                        settings.put(caller, true);
                        if (rooms.update(room, room.changed(room.rules(), settings))) {
                            return null;
                        }
                    }
                })
                .toList());
        assertThat(find("room").orElseThrow().settings()).containsOnlyKeys(callers);
    }

    @Test
    void anUpdateOfWhatIsNotThereIsRefused() {
        Room unknown = Venue.newRoom("room", 0);
        assertThat(rooms.update(unknown, unknown.changed(Venue.capped(1), Map.of())))
                .isFalse();
        assertThat(find("room")).isEmpty();
    }

    @Test
    void anArchivedRoomIsGoneFromEverywhere() {
        Room room = create(Venue.newRoom("room", 0));
        assertThat(rooms.archive(room)).isTrue();
        assertThat(find("room")).isEmpty();
        assertThat(rooms.list(APP, 10, Optional.empty()).rooms()).isEmpty();
        assertThat(rooms.update(room, room.changed(Venue.capped(1), Map.of()))).isFalse();
        assertThat(find("room")).isEmpty();
    }

    @Test
    void aRoomIsArchivedOnce() {
        Room room = create(Venue.newRoom("room", 0));
        List<Boolean> archived = Crowd.of(8, () -> rooms.archive(room));
        assertThat(archived).containsOnlyOnce(true);
        assertThat(rooms.archive(room)).isFalse();
    }

    @Test
    void anArchivedNameIsFreeForAnotherRoom() {
        Room before = create(Venue.newRoom("room", 3));
        rooms.archive(before);
        Room after = create(Venue.newRoom("room", 4));
        assertThat(find("room")).contains(after);
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(rooms.archive(before)).as("the old room is no more").isFalse();
        assertThat(rooms.update(before, before.changed(Venue.capped(9), Map.of())))
                .isFalse();
        assertThat(find("room")).contains(after);
    }

    @Test
    void aListHasTheNewestFirst() {
        List<Room> created = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            created.add(0, create(roomAt("room-" + i, NOON.plusSeconds(i))));
        }
        assertThat(rooms.list(APP, 100, Optional.empty())).isEqualTo(new RoomPage(created, Optional.empty()));
    }

    @Test
    void aListHoldsItsOwnAppOnly() {
        create(Venue.newRoom("room", 0));
        assertThat(rooms.list(new AppName("tes"), 10, Optional.empty()).rooms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 29, 30, 31, 100})
    void pagesTogetherAreTheListWhateverTheirSize(int limit) {
        List<Room> created = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            // Some share an instant: then the name decides.
            created.add(create(roomAt("room-" + i, NOON.plusMillis(i / 4))));
        }
        created.sort(Comparator.comparing(Room::created)
                .thenComparing(room -> room.name().value())
                .reversed());
        List<RoomPage> pages = pages(limit);
        assertThat(pages.stream().flatMap(page -> page.rooms().stream())).isEqualTo(created);
        assertThat(pages).hasSize((29 + limit) / limit);
    }

    @Test
    void pagingOverRoomsWithAllTheirTextMissesNone() {
        // A query answers with at most 1 MiB, whatever its limit.
        for (int i = 0; i < 60; i++) {
            Room room = roomAt("room-" + i, NOON.plusSeconds(i));
            create(room.changed(room.rules(), Map.of("metadata", "x".repeat(100_000))));
        }
        assertThat(pages(60).stream().flatMap(page -> page.rooms().stream()).map(Room::name))
                .containsExactlyElementsOf(IntStream.range(0, 60)
                        .mapToObj(i -> new RoomName("room-" + (59 - i)))
                        .toList());
    }

    @Test
    void pagingWhileRoomsAreCreatedAndArchivedMissesNoneThatStayed() {
        for (int i = 0; i < 40; i++) {
            create(roomAt("old-" + i, NOON.plusSeconds(i)));
        }
        List<Callable<List<RoomName>>> crowd = new ArrayList<>();
        crowd.add(() -> names(3));
        crowd.add(() -> {
            for (int i = 0; i < 40; i++) {
                create(roomAt("new-" + i, NOON.plusSeconds(100 + i)));
                if (i % 4 == 0) {
                    rooms.archive(find("old-" + i).orElseThrow());
                }
            }
            return List.of();
        });
        List<RoomName> seen = Crowd.of(crowd).get(0);
        assertThat(seen).doesNotHaveDuplicates();
        List<RoomName> stayed = IntStream.range(0, 40)
                .filter(i -> i % 4 != 0)
                .mapToObj(i -> new RoomName("old-" + i))
                .toList();
        assertThat(new HashSet<>(seen)).containsAll(stayed);
    }

    @Test
    void aRepeatedCreateGivesTheFirstAnswer() {
        IdempotencyKey key = new IdempotencyKey("key", "body");
        Room first = rooms.create(Venue.newRoom("first", 3), Optional.of(key));
        assertThat(rooms.create(Venue.newRoom("second", 4), Optional.of(key))).isEqualTo(first);
        assertThat(find("second")).isEmpty();
        assertThat(rooms.create(Venue.newRoom("first", 3), Optional.of(key))).isEqualTo(first);
    }

    @Test
    void aRepeatedCreateGivesTheFirstAnswerAlsoWhenTheRoomHasChangedSinceOrIsNoMore() {
        IdempotencyKey key = new IdempotencyKey("key", "body");
        Room first = rooms.create(Venue.newRoom("room", 3), Optional.of(key));
        rooms.update(first, first.changed(Venue.capped(9), Map.of()));
        assertThat(rooms.create(Venue.newRoom("room", 3), Optional.of(key))).isEqualTo(first);
        rooms.archive(first);
        assertThat(rooms.create(Venue.newRoom("room", 3), Optional.of(key))).isEqualTo(first);
        assertThat(find("room")).isEmpty();
    }

    @Test
    void anotherBodyUnderTheSameKeyIsAConflict() {
        rooms.create(Venue.newRoom("first", 0), Optional.of(new IdempotencyKey("key", "body")));
        assertRefused(
                Reason.IDEMPOTENCY_CONFLICT,
                () -> rooms.create(Venue.newRoom("second", 0), Optional.of(new IdempotencyKey("key", "another"))));
        assertThat(find("second")).isEmpty();
    }

    @Test
    void aKeyIsNotUsedUpByACreateThatWasRefused() {
        IdempotencyKey key = new IdempotencyKey("key", "body");
        Room taken = create(Venue.newRoom("room", 0));
        assertRefused(Reason.ROOM_EXISTS, () -> rooms.create(Venue.newRoom("room", 1), Optional.of(key)));
        rooms.archive(taken);
        Room mine = Venue.newRoom("room", 1);
        assertThat(rooms.create(mine, Optional.of(key))).isEqualTo(mine);
    }

    @Test
    void aKeyIsForgottenAfterItsTimeAlsoWhenItsRecordIsStillThere() {
        IdempotencyKey key = new IdempotencyKey("key", "body");
        rooms.create(roomAt("first", NOON), Optional.of(key));
        Instant end = NOON.plus(IdempotencyKey.KEPT);
        assertThat(rooms.create(roomAt("second", end.minusSeconds(1)), Optional.of(key))
                        .name())
                .isEqualTo(new RoomName("first"));
        assertThat(rooms.create(roomAt("third", end), Optional.of(key)).name()).isEqualTo(new RoomName("third"));
    }

    @Test
    void ofManyRepeatsAtOnceOneCreates() {
        IdempotencyKey key = new IdempotencyKey("key", "body");
        Venue rough = venue.through(
                new FaultyDynamoDb(TestTables.client(), 3).cancellingAsAwsDoes().lostAnswers(0.3));
        List<Room> answers = Crowd.of(20, () -> rough.rooms.create(Venue.newRoom(Ids.roomName(), 0), Optional.of(key)));
        assertThat(answers).containsOnly(answers.get(0));
        assertThat(rooms.list(APP, 100, Optional.empty()).rooms()).containsExactly(answers.get(0));
    }

    @Test
    void aLostAnswerIsNoDifferentFromAnAnswer() {
        Venue rough = venue.through(new FaultyDynamoDb(TestTables.client(), 4).lostAnswers(0.5));
        for (int i = 0; i < 15; i++) {
            Room room = Venue.newRoom("room-" + i, 0);
            assertThat(rough.rooms.create(room, Optional.empty())).isEqualTo(room);
            Room changed = room.changed(Venue.capped(4), Map.of());
            assertThat(rough.rooms.update(room, changed)).isTrue();
            assertThat(rough.rooms.archive(changed)).isTrue();
        }
    }

    @Test
    void aCreateRecognisesItsRoomAlsoWhenSomebodyHasChangedItSince() {
        AtomicInteger calls = new AtomicInteger();
        Room mine = Venue.newRoom("room", 0);
        Room changed = mine.changed(Venue.capped(5), Map.of());
        Venue rough = venue.through(new ForwardingDynamoDb(TestTables.client()) {
            @Override
            protected <T extends DynamoDbResponse> T call(DynamoDbRequest request, Supplier<T> carryOut) {
                T answer = carryOut.get();
                if (calls.incrementAndGet() == 1) {
                    rooms.update(mine, changed);
                    throw ApiCallTimeoutException.create(1);
                }
                return answer;
            }
        });
        assertThat(rough.rooms.create(mine, Optional.empty())).isEqualTo(mine);
        assertThat(find("room")).contains(changed);
    }

    private Room create(Room room) {
        return rooms.create(room, Optional.empty());
    }

    private Optional<Room> find(String name) {
        return rooms.find(APP, new RoomName(name));
    }

    private static Room roomAt(String name, Instant created) {
        return Room.create(APP, new RoomName(name), Ids.hex24(), RoomRules.OPEN, Map.of(), created);
    }

    private List<RoomPage> pages(int limit) {
        List<RoomPage> pages = new ArrayList<>();
        Optional<RoomPage.Position> next = Optional.empty();
        do {
            RoomPage page = rooms.list(APP, limit, next);
            assertThat(page.rooms()).hasSizeLessThanOrEqualTo(limit);
            pages.add(page);
            next = page.next();
        } while (next.isPresent());
        return pages;
    }

    private List<RoomName> names(int limit) {
        return pages(limit).stream()
                .flatMap(page -> page.rooms().stream())
                .map(Room::name)
                .toList();
    }

    private static boolean created(Callable<Room> create) throws Exception {
        try {
            create.call();
            return true;
        } catch (RefusedException e) {
            assertThat(e.reason()).isEqualTo(Reason.ROOM_EXISTS);
            return false;
        }
    }

    private static void assertRefused(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
