package dev.latchkey.aws;

import static dev.latchkey.aws.Venue.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.TestTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One operation in the midst of another, at every point at which it can be. */
class InterleavingTest {
    private static final Venue VENUE = Venue.open();

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aJoinAmidAFirstJoin(int cap) {
        everyMoment(cap, 0, Step.JOIN, Step.JOIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aJoinAmidTheLastLeave(int cap) {
        everyMoment(cap, 1, Step.LEAVE, Step.JOIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void theLastLeaveAmidAJoin(int cap) {
        everyMoment(cap, 1, Step.JOIN, Step.LEAVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aLeaveAmidTheOtherLastLeave(int cap) {
        everyMoment(cap, 2, Step.LEAVE, Step.LEAVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aLeaveAndThenAJoinAmidALeave(int cap) {
        everyMoment(cap, 2, Step.LEAVE, Step.LEAVE, Step.JOIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aJoinAmidALeaveAmidAJoin(int cap) {
        everyMoment(cap, 1, Step.JOIN, Step.LEAVE, Step.JOIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void twoJoinsAmidTheLastLeave(int cap) {
        everyMoment(cap, 1, Step.LEAVE, Step.JOIN, Step.JOIN);
    }

    @Test
    void ofTwoJoinsForOnePlaceOneSucceeds() {
        everyMoment(2, 1, Step.JOIN, Step.JOIN);
    }

    @Test
    void aCapThatIsLoweredAmidAJoin() {
        everyMoment(3, 2, Step.JOIN, Step.CAP_TO_TWO);
    }

    @Test
    void aCapThatIsLoweredAndFilledAmidAJoin() {
        everyMoment(4, 1, Step.JOIN, Step.CAP_TO_TWO_AND_FILLED);
    }

    @Test
    void aCapThatIsRaisedAndFilledAmidAJoin() {
        everyMoment(1, 0, Step.JOIN, Step.CAP_TO_TWO_AND_FILLED);
    }

    @Test
    void aCapInSeveralCountersThatIsLoweredAndFilledAmidAJoin() {
        for (int at = 1; ; at++) {
            Evening evening = new Evening(VENUE.createShardedRoom(6, 3).name(), 1);
            InterruptedDynamoDb client = new InterruptedDynamoDb(
                    TestTables.client(), at, () -> Step.CAP_TO_TWO_AND_FILLED.run(evening, VENUE));
            Step.JOIN.run(evening, VENUE.through(client));
            if (!client.interrupted()) {
                return;
            }
            evening.check("before call " + at);
        }
    }

    @Test
    void aCapThatIsRemovedAndSetAgainAmidAJoin() {
        everyMoment(3, 1, Step.JOIN, Step.NO_CAP, Step.CAP_TO_TWO_AND_FILLED);
    }

    @Test
    void aJoinUnderTheNewCapAmidItsChange() {
        everyMoment(3, 0, Step.CAP_TO_TWO, Step.JOIN, Step.JOIN);
    }

    @Test
    void aCapThatIsRaisedAmidAJoin() {
        everyMoment(1, 1, Step.JOIN, Step.CAP_TO_TWO);
    }

    @Test
    void aCapThatIsRemovedAmidAJoin() {
        everyMoment(3, 2, Step.JOIN, Step.NO_CAP);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aHeartbeatAmidTheLastLeave(int cap) {
        everyMoment(cap, 2, Step.LEAVE, Step.HEARTBEATS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aLeaveAmidAHeartbeat(int cap) {
        everyMoment(cap, 1, Step.HEARTBEATS, Step.LEAVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aJoinAndAHeartbeatAmidALeave(int cap) {
        everyMoment(cap, 1, Step.LEAVE, Step.JOIN, Step.HEARTBEATS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aSweepAmidAJoin(int cap) {
        everyMoment(cap, 1, Step.JOIN, Step.SWEEP);
    }

    /** What may happen in a room, to or by whoever is inside. */
    private enum Step {
        JOIN {
            @Override
            void run(Evening evening, Venue venue) {
                venue.enter(evening.name, NOON).ifPresent(peer -> evening.inside.put(peer.id(), peer));
            }
        },
        LEAVE {
            @Override
            void run(Evening evening, Venue venue) {
                Peer peer = evening.inside.remove(
                        evening.inside.keySet().stream().sorted().findFirst().orElseThrow());
                assertThat(venue.leave(evening.name, peer, NOON)).isTrue();
            }
        },
        HEARTBEATS {
            @Override
            void run(Evening evening, Venue venue) {
                List.copyOf(evening.inside.values()).forEach(peer -> venue.heartbeat(evening.name, peer, NOON));
            }
        },
        SWEEP {
            @Override
            void run(Evening evening, Venue venue) {
                venue.sweep(evening.name, NOON);
            }
        },
        CAP_TO_TWO {
            @Override
            void run(Evening evening, Venue venue) {
                venue.changeCap(evening.name, 2);
            }
        },
        CAP_TO_TWO_AND_FILLED {
            @Override
            void run(Evening evening, Venue venue) {
                CAP_TO_TWO.run(evening, venue);
                for (int i = 0; i < 4; i++) {
                    JOIN.run(evening, venue);
                }
            }
        },
        NO_CAP {
            @Override
            void run(Evening evening, Venue venue) {
                venue.changeCap(evening.name, 0);
            }
        };

        abstract void run(Evening evening, Venue venue);
    }

    /** Each step happens whole amid the one before it. */
    private static void everyMoment(int cap, int inside, Step first, Step... amid) {
        if (amid.length == 1) {
            for (int at = 1; try2(cap, inside, first, at, amid[0]); at++) {}
        } else {
            for (int at = 1; try3(cap, inside, first, at, amid[0], 1, amid[1]); at++) {
                for (int then = 2; try3(cap, inside, first, at, amid[0], then, amid[1]); then++) {}
            }
        }
    }

    private static boolean try2(int cap, int inside, Step first, int at, Step second) {
        Evening evening = new Evening(cap, inside);
        InterruptedDynamoDb client = new InterruptedDynamoDb(TestTables.client(), at, () -> second.run(evening, VENUE));
        first.run(evening, VENUE.through(client));
        evening.check(second + " before call " + at + " of " + first);
        return client.interrupted();
    }

    private static boolean try3(int cap, int inside, Step first, int at, Step second, int then, Step third) {
        Evening evening = new Evening(cap, inside);
        InterruptedDynamoDb inner = new InterruptedDynamoDb(TestTables.client(), then, () -> third.run(evening, VENUE));
        InterruptedDynamoDb outer =
                new InterruptedDynamoDb(TestTables.client(), at, () -> second.run(evening, VENUE.through(inner)));
        first.run(evening, VENUE.through(outer));
        evening.check(third + " before call " + then + " of " + second + " before call " + at + " of " + first);
        return outer.interrupted() && inner.interrupted();
    }

    /** One room, and who should be in it. */
    private static final class Evening {
        final RoomName name;
        final Map<String, Peer> inside = new HashMap<>();

        Evening(int cap, int guests) {
            this(VENUE.createRoom(cap).name(), guests);
        }

        Evening(RoomName room, int guests) {
            name = room;
            for (int i = 0; i < guests; i++) {
                Step.JOIN.run(this, VENUE);
            }
        }

        void check(String story) {
            List<Peer> recorded = VENUE.recorded(name);
            assertThat(ids(recorded)).as(story).isEqualTo(inside.keySet());
            Room room = VENUE.rooms.find(Venue.APP, name).orElseThrow();
            int cap = room.rules().maxParticipants();
            assertThat(recorded.size()).as(story).isLessThanOrEqualTo(cap == 0 ? Integer.MAX_VALUE : cap);
            VENUE.counters(name)
                    .forEach((seat, used) -> assertThat(used)
                            .as(story)
                            .isEqualTo(recorded.stream()
                                    .filter(peer -> peer.seat().equals(seat))
                                    .count()));
            Step.HEARTBEATS.run(this, VENUE);
            checkMeeting(story, VENUE.recorded(name));
            while (!inside.isEmpty()) {
                Step.LEAVE.run(this, VENUE);
            }
            checkMeeting(story, List.of());
            assertThat(VENUE.taken(name)).as(story).isZero();
        }

        /** Whoever is inside is in the one meeting that goes on, and every other one is over. */
        private void checkMeeting(String story, List<Peer> people) {
            Set<String> going = VENUE.history(name).stream()
                    .filter(Session::isLive)
                    .map(Session::id)
                    .collect(Collectors.toSet());
            assertThat(going)
                    .as(story)
                    .isEqualTo(people.stream().map(Peer::sessionId).collect(Collectors.toSet()))
                    .isEqualTo(VENUE.live(name).map(Session::id).map(Set::of).orElse(Set.of()));
            assertThat(VENUE.history(name))
                    .as(story)
                    .allMatch(session -> !session.endedAt().isBefore(session.startedAt()));
            VENUE.live(name)
                    .ifPresent(live -> assertThat(VENUE.history(name)).as(story).contains(live));
        }

        private static Set<String> ids(List<Peer> peers) {
            return peers.stream().map(Peer::id).collect(Collectors.toSet());
        }
    }
}
