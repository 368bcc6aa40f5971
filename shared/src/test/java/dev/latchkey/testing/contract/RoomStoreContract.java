package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomPosition;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.RoomStore;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.SimultaneousThreads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link RoomStore} does.
 *
 * @param <F> where its rooms are
 */
public abstract class RoomStoreContract<F extends MeetingFixture> {
    protected final F fixture;
    private final RoomStore rooms;

    protected RoomStoreContract(F fixture) {
        this.fixture = fixture;
        this.rooms = fixture.rooms;
    }

    @Test
    void findsWhatItCreated() {
        Room room = MeetingFixture.newRoom("room", 7);
        assertThat(create(room)).isEqualTo(room);
        assertThat(find("room")).contains(room);
    }

    @Test
    void findsNothingUnderAnotherNameOrInAnotherApp() {
        create(MeetingFixture.newRoom("room", 0));
        assertThat(find("Room")).isEmpty();
        assertThat(rooms.find(new AppName("other"), new RoomName("room"))).isEmpty();
    }

    @Test
    void aNameIsTakenOnce() {
        Room first = create(MeetingFixture.newRoom("room", 0));
        assertRefused(Reason.ROOM_EXISTS, () -> create(MeetingFixture.newRoom("room", 9)));
        assertThat(find("room")).contains(first);
    }

    @Test
    void twoAppsMayUseOneName() {
        create(MeetingFixture.newRoom("room", 0));
        Room theirs =
                Room.create(new AppName("other"), new RoomName("room"), Ids.hex24(), RoomRules.OPEN, Map.of(), NOON);
        assertThat(create(theirs)).isEqualTo(theirs);
    }

    @Test
    void ofManyWhoWantANameAtOnceOneGetsIt() {
        List<Boolean> got = SimultaneousThreads.of(20, () -> created(() -> create(MeetingFixture.newRoom("room", 0))));
        assertThat(got).containsOnlyOnce(true);
    }

    @Test
    void anUpdateIsKept() {
        Room room = create(MeetingFixture.newRoom("room", 7));
        Room changed = room.changed(MeetingFixture.capped(8), Map.of("lang", "de"), NOON);
        assertThat(rooms.update(room, changed)).isTrue();
        assertThat(find("room")).contains(changed);
    }

    @Test
    void ofTwoUpdatesOfOneVersionTheSecondIsRefused() {
        Room room = create(MeetingFixture.newRoom("room", 7));
        Room first = room.changed(MeetingFixture.capped(8), Map.of(), NOON);
        assertThat(rooms.update(room, first)).isTrue();
        assertThat(rooms.update(room, room.changed(MeetingFixture.capped(9), Map.of(), NOON)))
                .isFalse();
        assertThat(find("room")).contains(first);
    }

    @Test
    void ofManyUpdatesAtOnceNoneIsLost() {
        create(MeetingFixture.newRoom("room", 0));
        List<String> callers =
                IntStream.range(0, 10).mapToObj(i -> "caller-" + i).toList();
        SimultaneousThreads.of(callers.stream()
                .<Callable<Void>>map(caller -> () -> {
                    while (true) {
                        Room room = find("room").orElseThrow();
                        Map<String, Object> settings = new HashMap<>(room.settings());
                        settings.put(caller, true);
                        if (rooms.update(room, room.changed(room.rules(), settings, NOON))) {
                            return null;
                        }
                    }
                })
                .toList());
        assertThat(find("room").orElseThrow().settings()).containsOnlyKeys(callers);
    }

    @Test
    void anUpdateOfWhatIsNotThereIsRefused() {
        Room unknown = MeetingFixture.newRoom("room", 0);
        assertThat(rooms.update(unknown, unknown.changed(MeetingFixture.capped(1), Map.of(), NOON)))
                .isFalse();
        assertThat(find("room")).isEmpty();
    }

    @Test
    void anArchivedRoomIsGoneFromEverywhere() {
        Room room = create(MeetingFixture.newRoom("room", 0));
        assertThat(rooms.archive(room)).isTrue();
        assertThat(find("room")).isEmpty();
        assertThat(rooms.list(APP, PageRequest.first(10)).entries()).isEmpty();
        assertThat(rooms.update(room, room.changed(MeetingFixture.capped(1), Map.of(), NOON)))
                .isFalse();
        assertThat(find("room")).isEmpty();
    }

    @Test
    void aRoomIsArchivedOnce() {
        Room room = create(MeetingFixture.newRoom("room", 0));
        List<Boolean> archived = SimultaneousThreads.of(8, () -> rooms.archive(room));
        assertThat(archived).containsOnlyOnce(true);
        assertThat(rooms.archive(room)).isFalse();
    }

    @Test
    void anArchivedNameIsFreeForAnotherRoom() {
        Room before = create(MeetingFixture.newRoom("room", 3));
        rooms.archive(before);
        Room after = create(MeetingFixture.newRoom("room", 4));
        assertThat(find("room")).contains(after);
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(rooms.archive(before)).as("the old room is no more").isFalse();
        assertThat(rooms.update(before, before.changed(MeetingFixture.capped(9), Map.of(), NOON)))
                .isFalse();
        assertThat(find("room")).contains(after);
    }

    @Test
    void aListHasTheNewestFirst() {
        List<Room> created = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            created.add(0, create(roomAt("room-" + i, NOON.plusSeconds(i))));
        }
        assertThat(rooms.list(APP, PageRequest.first(100))).isEqualTo(Page.last(created));
    }

    @Test
    void aListHoldsItsOwnAppOnly() {
        create(MeetingFixture.newRoom("room", 0));
        assertThat(rooms.list(new AppName("tes"), PageRequest.first(10)).entries())
                .isEmpty();
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
        List<Page<Room>> pages = pages(limit);
        assertThat(pages.stream().flatMap(page -> page.entries().stream())).isEqualTo(created);
        assertThat(pages).hasSize((29 + limit) / limit);
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
        List<RoomName> seen = SimultaneousThreads.of(crowd).get(0);
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
        Room first = rooms.createOnce(MeetingFixture.newRoom("first", 3), key);
        assertThat(rooms.createOnce(MeetingFixture.newRoom("second", 4), key)).isEqualTo(first);
        assertThat(find("second")).isEmpty();
        assertThat(rooms.createOnce(MeetingFixture.newRoom("first", 3), key)).isEqualTo(first);
    }

    @Test
    void aRepeatedCreateGivesTheFirstAnswerAlsoWhenTheRoomHasChangedSinceOrIsNoMore() {
        IdempotencyKey key = new IdempotencyKey("key", "body");
        Room first = rooms.createOnce(MeetingFixture.newRoom("room", 3), key);
        rooms.update(first, first.changed(MeetingFixture.capped(9), Map.of(), NOON));
        assertThat(rooms.createOnce(MeetingFixture.newRoom("room", 3), key)).isEqualTo(first);
        rooms.archive(first);
        assertThat(rooms.createOnce(MeetingFixture.newRoom("room", 3), key)).isEqualTo(first);
        assertThat(find("room")).isEmpty();
    }

    @Test
    void anotherBodyUnderTheSameKeyIsAConflict() {
        rooms.createOnce(MeetingFixture.newRoom("first", 0), new IdempotencyKey("key", "body"));
        assertRefused(
                Reason.IDEMPOTENCY_CONFLICT,
                () -> rooms.createOnce(MeetingFixture.newRoom("second", 0), new IdempotencyKey("key", "another")));
        assertThat(find("second")).isEmpty();
    }

    @Test
    void aKeyIsNotUsedUpByACreateThatWasRefused() {
        IdempotencyKey key = new IdempotencyKey("key", "body");
        Room taken = create(MeetingFixture.newRoom("room", 0));
        assertRefused(Reason.ROOM_EXISTS, () -> rooms.createOnce(MeetingFixture.newRoom("room", 1), key));
        rooms.archive(taken);
        Room mine = MeetingFixture.newRoom("room", 1);
        assertThat(rooms.createOnce(mine, key)).isEqualTo(mine);
    }

    @Test
    void aKeyIsForgottenAfterItsTimeAlsoWhenItsRecordIsStillThere() {
        IdempotencyKey key = new IdempotencyKey("key", "body");
        rooms.createOnce(roomAt("first", NOON), key);
        Instant end = NOON.plus(IdempotencyKey.KEPT);
        assertThat(rooms.createOnce(roomAt("second", end.minusSeconds(1)), key).name())
                .isEqualTo(new RoomName("first"));
        assertThat(rooms.createOnce(roomAt("third", end), key).name()).isEqualTo(new RoomName("third"));
    }

    protected Room create(Room room) {
        return rooms.create(room);
    }

    protected Optional<Room> find(String name) {
        return rooms.find(APP, new RoomName(name));
    }

    protected static Room roomAt(String name, Instant created) {
        return Room.create(APP, new RoomName(name), Ids.hex24(), RoomRules.OPEN, Map.of(), created);
    }

    private List<Page<Room>> pages(int limit) {
        List<Page<Room>> pages = new ArrayList<>();
        Page.all(limit, wanted -> {
            Page<Room> page =
                    rooms.list(APP, wanted.map(text -> RoomPosition.parse(text).orElseThrow()));
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            pages.add(page);
            return page;
        });
        return pages;
    }

    protected List<RoomName> names(int limit) {
        return pages(limit).stream()
                .flatMap(page -> page.entries().stream())
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
