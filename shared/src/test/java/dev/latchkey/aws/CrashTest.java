package dev.latchkey.aws;

import static dev.latchkey.aws.Venue.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.id.Ids;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.TestTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process dies at one of its writes, at each of them in turn, and what it leaves behind is put right by whoever comes later. */
class CrashTest {
    private static final Venue VENUE = Venue.open();
    private static final Instant SOON = NOON.plusSeconds(10);

    /** When the lease of everybody who was ever heard of has run out. */
    private static final Instant LATER = SOON.plus(Peer.LEASE);

    /** What may be under way when a process dies. */
    private enum Operation {
        FIRST_JOIN(0, (venue, room, guests) -> venue.enter(room.name(), SOON)),
        JOIN(1, (venue, room, guests) -> venue.enter(room.name(), SOON)),
        JOIN_WHEN_ALL_HAVE_VANISHED(3, (venue, room, guests) -> venue.enter(room.name(), LATER)),
        LEAVE(2, (venue, room, guests) -> venue.leave(room.name(), guests.get(0), SOON)),
        LAST_LEAVE(1, (venue, room, guests) -> venue.leave(room.name(), guests.get(0), SOON)),
        EJECTION(1, (venue, room, guests) -> venue.meetings.eject(room, guests.get(0), true, SOON)),
        SWEEP(3, (venue, room, guests) -> venue.sweep(room.name(), LATER)),
        HEARTBEAT(1, (venue, room, guests) -> venue.heartbeat(room.name(), guests.get(0), SOON)),
        CLOSING(3, (venue, room, guests) -> venue.meetings.close(room, SOON)),
        CAP_CHANGE(1, (venue, room, guests) -> venue.changeCap(room.name(), 3));

        final int guests;
        final Step step;

        Operation(int guests, Step step) {
            this.guests = guests;
            this.step = step;
        }

        private interface Step {
            void run(Venue venue, Room room, List<Peer> guests);
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
        Room room = VENUE.createRoom(cap);
        for (int i = 0; i < operation.guests; i++) {
            VENUE.enter(room.name(), NOON, peer -> Venue.letInBy(peer, "01JTI", "somebody"));
        }
        List<Peer> guests = VENUE.recorded(room.name());
        FaultyDynamoDb client = new FaultyDynamoDb(TestTables.client(), 1).crashAtWrite(write, carriedOut);
        boolean crashed = false;
        try {
            operation.step.run(VENUE.through(client), room, guests);
        } catch (FaultyDynamoDb.Crash e) {
            crashed = true;
        }
        String story =
                operation + " dies at write " + write + (carriedOut ? ", which is" : ", which is not") + " carried out";
        checkLater(story, room.name(), cap);
        return crashed;
    }

    private static void checkLater(String story, RoomName room, int cap) {
        Instant now = LATER.plus(Peer.LEASE).plusSeconds(5);
        int most = cap == 0 ? 5 : cap;
        List<Peer> inside = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            VENUE.enter(room, now).ifPresent(inside::add);
        }
        assertThat(inside).as(story).hasSize(most);
        assertThat(inside.stream().map(Peer::sessionId).distinct())
                .as(story)
                .containsExactly(VENUE.live(room).orElseThrow().id());
        assertThat(VENUE.history(room).stream().filter(Session::isLive))
                .as(story)
                .hasSize(1);
        assertThat(VENUE.insideAt(room, now)).as(story).hasSize(most);

        inside.forEach(peer -> VENUE.leave(room, peer, now.plusSeconds(1)));
        VENUE.sweep(room, now.plusSeconds(1));

        assertThat(VENUE.recorded(room)).as(story).isEmpty();
        assertThat(VENUE.taken(room)).as(story).isZero();
        assertThat(VENUE.live(room)).as(story).isEmpty();
        assertThat(VENUE.history(room)).as(story).allSatisfy(session -> {
            assertThat(session.isLive()).isFalse();
            assertThat(session.endedAt()).isAfterOrEqualTo(session.startedAt());
        });
    }

    @Test
    void aMeetingWhoseEndWasNotWrittenEndedWhenItsLastPeerLeft() {
        Room room = VENUE.createRoom(0);
        Peer first = VENUE.enter(room.name(), NOON).orElseThrow();
        Peer last = VENUE.enter(room.name(), NOON).orElseThrow();
        VENUE.leave(room.name(), last, SOON);
        FaultyDynamoDb client = new FaultyDynamoDb(TestTables.client(), 1).crashAtWrite(2, false);
        try {
            VENUE.through(client).leave(room.name(), first, SOON.plusSeconds(1));
        } catch (FaultyDynamoDb.Crash e) {
            assertThat(VENUE.live(room.name())).isPresent();
        }
        VENUE.enter(room.name(), LATER.plusSeconds(3600));
        assertThat(VENUE.history(room.name()).get(0).endedAt()).isEqualTo(SOON.plusSeconds(1));
    }

    @Test
    void aRoomThatSomebodyDiedCreatingIsThereOrNot() {
        for (boolean carriedOut : new boolean[] {false, true}) {
            FaultyDynamoDb client = new FaultyDynamoDb(TestTables.client(), 1).crashAtWrite(1, carriedOut);
            Room room = Venue.newRoom("room-" + Ids.hex24(), 0);
            try {
                VENUE.through(client).rooms.create(room, Optional.empty());
            } catch (FaultyDynamoDb.Crash e) {
                assertThat(VENUE.rooms.find(Venue.APP, room.name()).isPresent()).isEqualTo(carriedOut);
            }
        }
    }
}
