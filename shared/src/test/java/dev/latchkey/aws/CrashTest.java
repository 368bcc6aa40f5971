package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.id.Ids;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.permission.Rank;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.TestTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process dies at one of its writes, at each of them in turn, and what it leaves behind is put right by whoever comes later. */
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {
    private static final RoomFixture FIXTURE = RoomFixture.open();
    private static final Instant SOON = NOON.plusSeconds(10);

    /** When the lease of everybody who was ever heard of has run out. */
    private static final Instant LATER = SOON.plus(Peer.LEASE);

    /** What may be under way when a process dies. */
    private enum Operation {
        FIRST_JOIN(0, (fixture, room, guests) -> fixture.enter(room.name(), SOON)),
        JOIN(1, (fixture, room, guests) -> fixture.enter(room.name(), SOON)),
        JOIN_WHEN_ALL_HAVE_VANISHED(3, (fixture, room, guests) -> fixture.enter(room.name(), LATER)),
        LEAVE(2, (fixture, room, guests) -> fixture.leave(room.name(), guests.get(0), SOON)),
        LAST_LEAVE(1, (fixture, room, guests) -> fixture.leave(room.name(), guests.get(0), SOON)),
        EJECTION(1, (fixture, room, guests) -> {
            fixture.meetings.ban(room, new Ban("somebody", SOON, Rank.ADMIN, "key:k1"));
            fixture.meetings.eject(room, guests.get(0), SOON);
        }),
        SWEEP(3, (fixture, room, guests) -> fixture.sweep(room.name(), LATER)),
        HEARTBEAT(1, (fixture, room, guests) -> fixture.heartbeat(room.name(), guests.get(0), SOON)),
        CLOSING(3, (fixture, room, guests) -> fixture.meetings.close(room, SOON)),
        CAP_CHANGE(1, (fixture, room, guests) -> fixture.changeCap(room.name(), 3));

        final int guests;
        final Step step;

        Operation(int guests, Step step) {
            this.guests = guests;
            this.step = step;
        }

        private interface Step {
            void run(RoomFixture fixture, Room room, List<Peer> guests);
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void inARoomWithACap(Operation operation) {
        crashAtEveryWrite(operation, 3);
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, mode = EnumSource.Mode.EXCLUDE, names = "CAP_CHANGE")
    void inARoomWithoutACap(Operation operation) {
        crashAtEveryWrite(operation, 0);
    }

    private static void crashAtEveryWrite(Operation operation, int cap) {
        for (boolean carriedOut : new boolean[] {false, true}) {
            for (int write = 1; crash(operation, cap, write, carriedOut); write++) {}
        }
    }

    /** Returns false when there were not that many writes. */
    private static boolean crash(Operation operation, int cap, int write, boolean carriedOut) {
        Room room = FIXTURE.createRoom(cap);
        for (int i = 0; i < operation.guests; i++) {
            FIXTURE.enter(room.name(), NOON, peer -> RoomFixture.letInBy(peer, "01JTI", "somebody"));
        }
        List<Peer> guests = FIXTURE.recorded(room.name());
        FaultyDynamoDb client = new FaultyDynamoDb(TestTables.client(), 1).crashAtWrite(write, carriedOut);
        boolean crashed = false;
        try {
            operation.step.run(FIXTURE.through(client), room, guests);
        } catch (FaultyDynamoDb.Crash e) {
            crashed = true;
        }
        String steps =
                operation + " dies at write " + write + (carriedOut ? ", which is" : ", which is not") + " carried out";
        checkLater(steps, room.name(), cap);
        return crashed;
    }

    private static void checkLater(String steps, RoomName room, int cap) {
        Instant now = LATER.plus(Peer.LEASE).plusSeconds(5);
        int most = cap == 0 ? 5 : cap;
        List<Peer> inside = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            FIXTURE.enter(room, now).ifPresent(inside::add);
        }
        assertThat(inside).as(steps).hasSize(most);
        RoomFixture.Kept full = FIXTURE.kept(room);
        assertThat(inside.stream().map(Peer::sessionId).distinct())
                .as(steps)
                .containsExactly(full.live().orElseThrow().id());
        assertThat(full.history().stream().filter(Session::isLive)).as(steps).hasSize(1);
        assertThat(full.recorded().stream().filter(peer -> peer.isInsideAt(now)))
                .as(steps)
                .hasSize(most);

        inside.forEach(peer -> FIXTURE.leave(room, peer, now.plusSeconds(1)));
        FIXTURE.sweep(room, now.plusSeconds(1));

        RoomFixture.Kept left = FIXTURE.kept(room);
        assertThat(left.recorded()).as(steps).isEmpty();
        assertThat(left.counters().values()).as(steps).allMatch(used -> used == 0);
        assertThat(left.live()).as(steps).isEmpty();
        assertThat(left.history()).as(steps).allSatisfy(session -> {
            assertThat(session.isLive()).isFalse();
            assertThat(session.endedAt()).isAfterOrEqualTo(session.startedAt());
        });
    }

    @Test
    void aMeetingWhoseEndWasNotWrittenEndedWhenItsLastPeerLeft() {
        Room room = FIXTURE.createRoom(0);
        Peer first = FIXTURE.enter(room.name(), NOON).orElseThrow();
        Peer last = FIXTURE.enter(room.name(), NOON).orElseThrow();
        FIXTURE.leave(room.name(), last, SOON);
        FaultyDynamoDb client = new FaultyDynamoDb(TestTables.client(), 1).crashAtWrite(2, false);
        try {
            FIXTURE.through(client).leave(room.name(), first, SOON.plusSeconds(1));
        } catch (FaultyDynamoDb.Crash e) {
            assertThat(FIXTURE.live(room.name())).isPresent();
        }
        FIXTURE.enter(room.name(), LATER.plusSeconds(3600));
        assertThat(FIXTURE.history(room.name()).get(0).endedAt()).isEqualTo(SOON.plusSeconds(1));
    }

    @Test
    void aRoomThatSomebodyDiedCreatingIsThereOrNot() {
        for (boolean carriedOut : new boolean[] {false, true}) {
            FaultyDynamoDb client = new FaultyDynamoDb(TestTables.client(), 1).crashAtWrite(1, carriedOut);
            Room room = RoomFixture.newRoom("room-" + Ids.hex24(), 0);
            try {
                FIXTURE.through(client).rooms.create(room);
            } catch (FaultyDynamoDb.Crash e) {
                assertThat(FIXTURE.rooms.find(RoomFixture.APP, room.name()).isPresent())
                        .isEqualTo(carriedOut);
            }
        }
    }
}
