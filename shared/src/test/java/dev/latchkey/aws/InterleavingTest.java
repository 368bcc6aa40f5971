package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.NOON;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One operation in the midst of another, at every point at which it can be. */
@Execution(ExecutionMode.CONCURRENT)
class InterleavingTest {
    private static final RoomFixture FIXTURE = RoomFixture.open();

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
            PrimingScenario scenario =
                    new PrimingScenario(FIXTURE.createShardedRoom(6, 3).name(), 1);
            InterruptedDynamoDb client = new InterruptedDynamoDb(
                    TestTables.client(), at, () -> Step.CAP_TO_TWO_AND_FILLED.run(scenario, FIXTURE));
            Step.JOIN.run(scenario, FIXTURE.through(client));
            if (!client.interrupted()) {
                return;
            }
            scenario.check("before call " + at);
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
            void run(PrimingScenario scenario, RoomFixture fixture) {
                fixture.enter(scenario.name, NOON).ifPresent(peer -> scenario.inside.put(peer.id(), peer));
            }
        },
        LEAVE {
            @Override
            void run(PrimingScenario scenario, RoomFixture fixture) {
                Peer peer = scenario.inside.remove(
                        scenario.inside.keySet().stream().sorted().findFirst().orElseThrow());
                assertThat(fixture.leave(scenario.name, peer, NOON)).isTrue();
            }
        },
        HEARTBEATS {
            @Override
            void run(PrimingScenario scenario, RoomFixture fixture) {
                List.copyOf(scenario.inside.values()).forEach(peer -> fixture.heartbeat(scenario.name, peer, NOON));
            }
        },
        SWEEP {
            @Override
            void run(PrimingScenario scenario, RoomFixture fixture) {
                fixture.sweep(scenario.name, NOON);
            }
        },
        CAP_TO_TWO {
            @Override
            void run(PrimingScenario scenario, RoomFixture fixture) {
                fixture.changeCap(scenario.name, 2);
                // Whoever is inside by then stays.
                scenario.mostInside =
                        Math.max(2, FIXTURE.recorded(scenario.name).size());
            }
        },
        CAP_TO_TWO_AND_FILLED {
            @Override
            void run(PrimingScenario scenario, RoomFixture fixture) {
                CAP_TO_TWO.run(scenario, fixture);
                for (int i = 0; i < 4; i++) {
                    JOIN.run(scenario, fixture);
                }
            }
        },
        NO_CAP {
            @Override
            void run(PrimingScenario scenario, RoomFixture fixture) {
                fixture.changeCap(scenario.name, 0);
            }
        };

        abstract void run(PrimingScenario scenario, RoomFixture fixture);
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
        PrimingScenario scenario = new PrimingScenario(cap, inside);
        InterruptedDynamoDb client =
                new InterruptedDynamoDb(TestTables.client(), at, () -> second.run(scenario, FIXTURE));
        first.run(scenario, FIXTURE.through(client));
        scenario.check(second + " before call " + at + " of " + first);
        return client.interrupted();
    }

    private static boolean try3(int cap, int inside, Step first, int at, Step second, int then, Step third) {
        PrimingScenario scenario = new PrimingScenario(cap, inside);
        InterruptedDynamoDb inner =
                new InterruptedDynamoDb(TestTables.client(), then, () -> third.run(scenario, FIXTURE));
        InterruptedDynamoDb outer =
                new InterruptedDynamoDb(TestTables.client(), at, () -> second.run(scenario, FIXTURE.through(inner)));
        first.run(scenario, FIXTURE.through(outer));
        scenario.check(third + " before call " + then + " of " + second + " before call " + at + " of " + first);
        return outer.interrupted() && inner.interrupted();
    }

    /** One room, and who should be in it. */
    private static final class PrimingScenario {
        final RoomName name;
        final Map<String, Peer> inside = new HashMap<>();
        int mostInside;

        PrimingScenario(int cap, int guests) {
            this(FIXTURE.createRoom(cap).name(), guests);
        }

        PrimingScenario(RoomName room, int guests) {
            name = room;
            for (int i = 0; i < guests; i++) {
                Step.JOIN.run(this, FIXTURE);
            }
        }

        void check(String steps) {
            RoomFixture.Kept kept = FIXTURE.kept(name);
            List<Peer> recorded = kept.recorded();
            assertThat(ids(recorded)).as(steps).isEqualTo(inside.keySet());
            Room room = FIXTURE.rooms.find(RoomFixture.APP, name).orElseThrow();
            int cap = room.rules().maxParticipants();
            assertThat(recorded.size())
                    .as(steps)
                    .isLessThanOrEqualTo(cap == 0 ? Integer.MAX_VALUE : Math.max(cap, mostInside));
            kept.counters()
                    .forEach((seat, used) -> assertThat(used)
                            .as(steps)
                            .isEqualTo(recorded.stream()
                                    .filter(peer -> peer.seat().equals(seat))
                                    .count()));
            Step.HEARTBEATS.run(this, FIXTURE);
            RoomFixture.Kept heard = FIXTURE.kept(name);
            checkMeeting(steps, heard, heard.recorded());
            while (!inside.isEmpty()) {
                Step.LEAVE.run(this, FIXTURE);
            }
            RoomFixture.Kept left = FIXTURE.kept(name);
            checkMeeting(steps, left, List.of());
            assertThat(left.counters().values()).as(steps).allMatch(used -> used == 0);
        }

        /** Whoever is inside is in the one meeting that goes on, and every other one is over. */
        private void checkMeeting(String steps, RoomFixture.Kept kept, List<Peer> people) {
            Set<String> going = kept.history().stream()
                    .filter(Session::isLive)
                    .map(Session::id)
                    .collect(Collectors.toSet());
            assertThat(going)
                    .as(steps)
                    .isEqualTo(people.stream().map(Peer::sessionId).collect(Collectors.toSet()))
                    .isEqualTo(kept.live().map(Session::id).map(Set::of).orElse(Set.of()));
            assertThat(kept.history())
                    .as(steps)
                    .allMatch(session -> !session.endedAt().isBefore(session.startedAt()));
            kept.live().ifPresent(live -> assertThat(kept.history()).as(steps).contains(live));
        }

        private static Set<String> ids(List<Peer> peers) {
            return peers.stream().map(Peer::id).collect(Collectors.toSet());
        }
    }
}
