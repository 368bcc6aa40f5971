package dev.latchkey.aws;

import static dev.latchkey.aws.Venue.NOON;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many people at one door at once, each on a thread. */
class MeetingStormTest {
    private static final Venue VENUE = Venue.open();

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
        Venue door = VENUE.through(client);
        Room room = VENUE.createRoom(50);

        List<Optional<Peer>> came = Crowd.of(200, () -> door.enter(room.name(), NOON));

        assertThat(came.stream().filter(Optional::isPresent)).hasSize(50);
        assertThat(VENUE.recorded(room.name())).hasSize(50);
        assertThat(VENUE.taken(room.name())).isEqualTo(50);
        assertThat(VENUE.history(room.name())).hasSize(1);
        assertThat(client.injected() > 0).isEqualTo(!weather.equals("calm"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bestAndWorstWeather")
    void comingAndGoingNeverExceedsTheCapAndLosesNoPlace(String weather, FaultyDynamoDb client) {
        Venue door = VENUE.through(client);
        Room room = VENUE.createRoom(10);
        AtomicInteger entries = new AtomicInteger();

        int most = mostRecordedDuring(
                room.name(),
                () -> Crowd.of(30, () -> {
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
        Venue door = VENUE.through(client);
        RoomName room = VENUE.createShardedRoom(47, 3).name();

        List<Optional<Peer>> came = Crowd.of(80, () -> door.enter(room, NOON));

        assertThat(came.stream().filter(Optional::isPresent)).hasSize(47);
        assertThat(VENUE.counters(room).values()).containsExactlyInAnyOrder(16L, 16L, 15L);
        Crowd.of(came.stream()
                .flatMap(Optional::stream)
                .<Callable<Boolean>>map(peer -> () -> door.leave(room, peer, NOON))
                .toList());
        assertEmpty(room);
        assertAsManyComeAgain(room, 47);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bestAndWorstWeather")
    void aCapThatChangesUnderComingAndGoingIsNeverExceeded(String weather, FaultyDynamoDb client) {
        Venue door = VENUE.through(client);
        RoomName room = VENUE.createShardedRoom(8, 3).name();
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

        int most = mostRecordedDuring(room, () -> Crowd.of(crowd));

        assertThat(most).isBetween(1, 8);
        assertEmpty(room);
        assertAsManyComeAgain(room, 6);
    }

    @Test
    void aCapSetWherePeopleAreInsideCountsThem() {
        RoomName room = VENUE.createRoom(0).name();
        Crowd.of(12, () -> VENUE.enter(room, NOON).orElseThrow());
        VENUE.changeCap(room, 20);
        List<Optional<Peer>> came = Crowd.of(30, () -> VENUE.enter(room, NOON));
        assertThat(came.stream().filter(Optional::isPresent)).hasSize(8);

        VENUE.changeCap(room, 15);
        assertThat(VENUE.enter(room, NOON)).isEmpty();
        VENUE.recorded(room).subList(0, 10).forEach(peer -> VENUE.leave(room, peer, NOON));
        came = Crowd.of(20, () -> VENUE.enter(room, NOON));
        assertThat(came.stream().filter(Optional::isPresent)).hasSize(5);

        VENUE.changeCap(room, 0);
        came = Crowd.of(10, () -> VENUE.enter(room, NOON));
        assertThat(came.stream().filter(Optional::isPresent)).hasSize(10);
        assertThat(VENUE.recorded(room)).hasSize(25);
        VENUE.recorded(room).forEach(peer -> VENUE.leave(room, peer, NOON));
        assertEmpty(room);
    }

    @Test
    void aRoomForTwelveHundredHasThreeCountersOfFourHundred() {
        Room room = Venue.newRoom("room", 1200);
        assertThat(room.seats().shards()).isEqualTo(3);
        assertThat(List.of(0, 1, 2)).allMatch(shard -> room.seats().share(1200, shard) == 400);
    }

    @Test
    void firstOnesInTogetherStartOneMeeting() {
        for (int cap : new int[] {0, 100, 0, 100}) {
            Room room = VENUE.createRoom(cap);
            List<String> sessions = Crowd.of(
                    20, () -> VENUE.enter(room.name(), NOON).orElseThrow().sessionId());
            assertThat(sessions).containsOnly(sessions.get(0));
            assertThat(VENUE.history(room.name())).hasSize(1);
            assertThat(VENUE.live(room.name()).orElseThrow().id()).isEqualTo(sessions.get(0));
        }
    }

    @Test
    void thePlaceOfEverybodyWhoVanishedIsUsable() {
        Room room = VENUE.createRoom(20);
        Crowd.of(20, () -> VENUE.enter(room.name(), NOON).orElseThrow());
        Instant later = NOON.plus(Peer.LEASE);

        List<Optional<Peer>> came = Crowd.of(40, () -> VENUE.enter(room.name(), later));

        assertThat(came.stream().filter(Optional::isPresent)).hasSize(20);
        assertThat(VENUE.insideAt(room.name(), later)).hasSize(20);
        assertThat(VENUE.taken(room.name())).isEqualTo(20);
    }

    @Test
    void lastOnesOutAgainstFirstOnesInEndNoMeetingWithPeopleInside() {
        for (int round = 0; round < 20; round++) {
            RoomName room = VENUE.createRoom(round % 2 == 0 ? 0 : 10).name();
            Peer last = VENUE.enter(room, NOON).orElseThrow();
            int delay = round % 5;
            List<Optional<Peer>> came = Crowd.of(List.of(
                    () -> {
                        VENUE.leave(room, last, NOON);
                        return Optional.empty();
                    },
                    () -> {
                        Thread.sleep(delay);
                        return VENUE.enter(room, NOON);
                    },
                    () -> {
                        Thread.sleep(delay);
                        return VENUE.enter(room, NOON);
                    }));

            List<Peer> inside = came.stream().flatMap(Optional::stream).toList();
            assertThat(inside).hasSize(2);
            inside.forEach(peer -> VENUE.heartbeat(room, peer, NOON));
            Session live = VENUE.live(room).orElseThrow();
            assertThat(VENUE.history(room).stream().filter(Session::isLive)).containsExactly(live);
            assertThat(VENUE.recorded(room)).extracting(Peer::sessionId).containsOnly(live.id());
            inside.forEach(peer -> VENUE.leave(room, peer, NOON));
            assertEmpty(room);
        }
    }

    /** Returns whether there was a place. */
    private static boolean comeAndGo(Venue door, RoomName room) {
        Optional<Peer> peer = door.enter(room, NOON);
        peer.ifPresent(inside -> assertThat(door.leave(room, inside, NOON)).isTrue());
        return peer.isPresent();
    }

    private static int mostRecordedDuring(RoomName room, Runnable storm) {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger most = new AtomicInteger();
        Crowd.of(List.of(
                () -> {
                    while (!over.get()) {
                        most.accumulateAndGet(VENUE.recorded(room).size(), Math::max);
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
        List<Optional<Peer>> again = Crowd.of(places + 10, () -> VENUE.enter(room, NOON));
        assertThat(again.stream().filter(Optional::isPresent)).hasSize(places);
    }

    /** Nobody inside, no place taken, and every meeting over. */
    private static void assertEmpty(RoomName room) {
        assertThat(VENUE.recorded(room)).isEmpty();
        assertThat(VENUE.counters(room).values()).allMatch(used -> used == 0);
        assertThat(VENUE.live(room)).isEmpty();
        assertThat(VENUE.history(room)).isNotEmpty().noneMatch(Session::isLive);
    }
}
