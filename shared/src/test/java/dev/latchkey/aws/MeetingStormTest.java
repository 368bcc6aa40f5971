package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.testing.TestTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many people at one door at once, each on a thread. */
@Execution(ExecutionMode.CONCURRENT)
class MeetingStormTest {
    private static final RoomFixture FIXTURE = RoomFixture.open();

    static Stream<Arguments> everyWeather() {
        return Stream.of(
                Arguments.of("calm", faulty()),
                Arguments.of("conflicts as in AWS", faulty().cancellingAsAwsDoes()),
                Arguments.of("random conflicts", faulty().conflicts(0.3)),
                Arguments.of("throttling", faulty().throttling(0.2).partialBatches(0.2)),
                Arguments.of("lost answers", faulty().lostAnswers(0.2)),
                Arguments.of("everything at once", everythingAtOnce()));
    }

    static Stream<Arguments> bestAndWorstWeather() {
        return Stream.of(Arguments.of("calm", faulty()), Arguments.of("everything at once", everythingAtOnce()));
    }

    private static FaultyDynamoDb faulty() {
        return new FaultyDynamoDb(TestTables.client(), 20401);
    }

    private static FaultyDynamoDb everythingAtOnce() {
        return faulty().cancellingAsAwsDoes()
                .conflicts(0.1)
                .throttling(0.1)
                .lostAnswers(0.1)
                .partialBatches(0.1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyWeather")
    void twoHundredAtOnceIntoARoomForFiftyAreFifty(String weather, FaultyDynamoDb client) {
        RoomFixture door = FIXTURE.through(client);
        Room room = FIXTURE.createRoom(50);

        List<Optional<Peer>> came = SimultaneousThreads.of(200, () -> door.enter(room.name(), NOON));

        assertThat(came.stream().filter(Optional::isPresent)).hasSize(50);
        assertThat(FIXTURE.recorded(room.name())).hasSize(50);
        assertThat(FIXTURE.taken(room.name())).isEqualTo(50);
        assertThat(FIXTURE.history(room.name())).hasSize(1);
        assertThat(client.injected() > 0).isEqualTo(!weather.equals("calm"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bestAndWorstWeather")
    void comingAndGoingNeverExceedsTheCapAndLosesNoPlace(String weather, FaultyDynamoDb client) {
        RoomFixture door = FIXTURE.through(client);
        Room room = FIXTURE.createRoom(10);
        AtomicInteger entries = new AtomicInteger();

        int most = mostRecordedDuring(
                room.name(),
                () -> SimultaneousThreads.of(30, () -> {
                    for (int round = 0; round < 3; round++) {
                        if (comeAndGo(door, room.name())) {
                            entries.incrementAndGet();
                        }
                    }
                    return null;
                }));

        assertThat(entries).hasValueGreaterThanOrEqualTo(10);
        assertThat(most).isBetween(1, 10);
        assertEmpty(room.name());
        assertAsManyComeAgain(room.name(), 10);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bestAndWorstWeather")
    void severalCountersTogetherHoldTheCapExactly(String weather, FaultyDynamoDb client) {
        RoomFixture door = FIXTURE.through(client);
        RoomName room = FIXTURE.createShardedRoom(47, 3).name();

        List<Optional<Peer>> came = SimultaneousThreads.of(80, () -> door.enter(room, NOON));

        assertThat(came.stream().filter(Optional::isPresent)).hasSize(47);
        assertThat(FIXTURE.counters(room).values()).containsExactlyInAnyOrder(16L, 16L, 15L);
        SimultaneousThreads.of(came.stream()
                .flatMap(Optional::stream)
                .<Callable<Boolean>>map(peer -> () -> door.leave(room, peer, NOON))
                .toList());
        assertEmpty(room);
        assertAsManyComeAgain(room, 47);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bestAndWorstWeather")
    void aCapThatChangesUnderComingAndGoingIsNeverExceeded(String weather, FaultyDynamoDb client) {
        RoomFixture door = FIXTURE.through(client);
        RoomName room = FIXTURE.createShardedRoom(8, 3).name();
        List<Callable<Void>> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            crowd.add(() -> {
                for (int round = 0; round < 3; round++) {
                    comeAndGo(door, room);
                }
                return null;
            });
        }
        crowd.add(() -> {
            for (int cap : new int[] {5, 8, 3, 7, 6}) {
                Thread.sleep(20);
                door.changeCap(room, cap);
            }
            return null;
        });

        int most = mostRecordedDuring(room, () -> SimultaneousThreads.of(crowd));

        assertThat(most).isBetween(1, 8);
        assertEmpty(room);
        assertAsManyComeAgain(room, 6);
    }

    @Test
    void aCapSetWherePeopleAreInsideCountsThem() {
        RoomName room = FIXTURE.createRoom(0).name();
        SimultaneousThreads.of(12, () -> FIXTURE.enter(room, NOON).orElseThrow());
        FIXTURE.changeCap(room, 20);
        List<Optional<Peer>> came = SimultaneousThreads.of(30, () -> FIXTURE.enter(room, NOON));
        assertThat(came.stream().filter(Optional::isPresent)).hasSize(8);

        FIXTURE.changeCap(room, 15);
        assertThat(FIXTURE.enter(room, NOON)).isEmpty();
        FIXTURE.recorded(room).subList(0, 10).forEach(peer -> FIXTURE.leave(room, peer, NOON));
        came = SimultaneousThreads.of(20, () -> FIXTURE.enter(room, NOON));
        assertThat(came.stream().filter(Optional::isPresent)).hasSize(5);

        FIXTURE.changeCap(room, 0);
        came = SimultaneousThreads.of(10, () -> FIXTURE.enter(room, NOON));
        assertThat(came.stream().filter(Optional::isPresent)).hasSize(10);
        assertThat(FIXTURE.recorded(room)).hasSize(25);
        FIXTURE.recorded(room).forEach(peer -> FIXTURE.leave(room, peer, NOON));
        assertEmpty(room);
    }

    @Test
    void aRoomForTwelveHundredHasThreeCountersOfFourHundred() {
        Room room = RoomFixture.newRoom("room", 1200);
        assertThat(room.seats().shards()).isEqualTo(3);
        assertThat(List.of(0, 1, 2)).allMatch(shard -> room.seats().share(1200, shard) == 400);
    }

    @Test
    void firstOnesInTogetherStartOneMeeting() {
        for (int cap : new int[] {0, 100, 0, 100}) {
            Room room = FIXTURE.createRoom(cap);
            List<String> sessions = SimultaneousThreads.of(
                    20, () -> FIXTURE.enter(room.name(), NOON).orElseThrow().sessionId());
            assertThat(sessions).containsOnly(sessions.get(0));
            assertThat(FIXTURE.history(room.name())).hasSize(1);
            assertThat(FIXTURE.live(room.name()).orElseThrow().id()).isEqualTo(sessions.get(0));
        }
    }

    @Test
    void thePlaceOfEverybodyWhoVanishedIsUsable() {
        Room room = FIXTURE.createRoom(20);
        SimultaneousThreads.of(20, () -> FIXTURE.enter(room.name(), NOON).orElseThrow());
        Instant later = NOON.plus(Peer.LEASE);

        List<Optional<Peer>> came = SimultaneousThreads.of(40, () -> FIXTURE.enter(room.name(), later));

        assertThat(came.stream().filter(Optional::isPresent)).hasSize(20);
        assertThat(FIXTURE.insideAt(room.name(), later)).hasSize(20);
        assertThat(FIXTURE.taken(room.name())).isEqualTo(20);
    }

    @Test
    void lastOnesOutAgainstFirstOnesInEndNoMeetingWithPeopleInside() {
        for (int round = 0; round < 20; round++) {
            RoomName room = FIXTURE.createRoom(round % 2 == 0 ? 0 : 10).name();
            Peer last = FIXTURE.enter(room, NOON).orElseThrow();
            int delay = round % 5;
            List<Optional<Peer>> came = SimultaneousThreads.of(List.of(
                    () -> {
                        FIXTURE.leave(room, last, NOON);
                        return Optional.empty();
                    },
                    () -> {
                        Thread.sleep(delay);
                        return FIXTURE.enter(room, NOON);
                    },
                    () -> {
                        Thread.sleep(delay);
                        return FIXTURE.enter(room, NOON);
                    }));

            List<Peer> inside = came.stream().flatMap(Optional::stream).toList();
            assertThat(inside).hasSize(2);
            inside.forEach(peer -> FIXTURE.heartbeat(room, peer, NOON));
            Session live = FIXTURE.live(room).orElseThrow();
            assertThat(FIXTURE.history(room).stream().filter(Session::isLive)).containsExactly(live);
            assertThat(FIXTURE.recorded(room)).extracting(Peer::sessionId).containsOnly(live.id());
            inside.forEach(peer -> FIXTURE.leave(room, peer, NOON));
            assertEmpty(room);
        }
    }

    /** Returns whether there was a place. */
    private static boolean comeAndGo(RoomFixture door, RoomName room) {
        Optional<Peer> peer = door.enter(room, NOON);
        peer.ifPresent(inside -> assertThat(door.leave(room, inside, NOON)).isTrue());
        return peer.isPresent();
    }

    private static int mostRecordedDuring(RoomName room, Runnable storm) {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger most = new AtomicInteger();
        SimultaneousThreads.of(List.of(
                () -> {
                    while (!over.get()) {
                        most.accumulateAndGet(FIXTURE.recorded(room).size(), Math::max);
                        Thread.sleep(2);
                    }
                    return null;
                },
                () -> {
                    try {
                        storm.run();
                    } finally {
                        over.set(true);
                    }
                    return null;
                }));
        return most.get();
    }

    private static void assertAsManyComeAgain(RoomName room, int places) {
        List<Optional<Peer>> again = SimultaneousThreads.of(places + 10, () -> FIXTURE.enter(room, NOON));
        assertThat(again.stream().filter(Optional::isPresent)).hasSize(places);
    }

    /** Nobody inside, no place taken, and every meeting over. */
    private static void assertEmpty(RoomName room) {
        assertThat(FIXTURE.recorded(room)).isEmpty();
        assertThat(FIXTURE.counters(room).values()).allMatch(used -> used == 0);
        assertThat(FIXTURE.live(room)).isEmpty();
        assertThat(FIXTURE.history(room)).isNotEmpty().noneMatch(Session::isLive);
    }
}
