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
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
    private static final int PLACES = 50;

    private final Venue venue = Venue.open();

    static Stream<Arguments> weathers() {
        return Stream.of(
                Arguments.of("calm", faulty()),
                Arguments.of("conflicts as in AWS", faulty().cancellingAsAwsDoes()),
                Arguments.of("random conflicts", faulty().conflicts(0.3)),
                Arguments.of("throttling", faulty().throttling(0.2).partialBatches(0.2)),
                Arguments.of("lost answers", faulty().lostAnswers(0.2)),
                Arguments.of(
                        "everything at once",
                        faulty().cancellingAsAwsDoes()
                                .conflicts(0.1)
                                .throttling(0.1)
                                .lostAnswers(0.1)
                                .partialBatches(0.1)));
    }

    private static FaultyDynamoDb faulty() {
        return new FaultyDynamoDb(TestTables.client(), 20401);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weathers")
    void twoHundredAtOnceIntoARoomForFiftyAreFifty(String weather, FaultyDynamoDb client) {
        Venue door = venue.through(client);
        Room room = venue.createRoom(PLACES);

        List<Optional<Peer>> came = Crowd.of(200, () -> door.enter(room.name(), NOON));

        assertThat(came.stream().filter(Optional::isPresent)).hasSize(PLACES);
        assertThat(venue.insideAt(room.name(), NOON)).hasSize(PLACES);
        assertThat(venue.taken(room.name())).isEqualTo(PLACES);
        assertThat(venue.history(room.name())).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weathers")
    void comingAndGoingNeverExceedsTheCapAndLosesNoPlace(String weather, FaultyDynamoDb client) {
        Venue door = venue.through(client);
        Room room = venue.createRoom(10);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger most = new AtomicInteger();
        Thread watch = new Thread(() -> {
            while (!over.get()) {
                most.accumulateAndGet(venue.recorded(room.name()).size(), Math::max);
            }
        });
        watch.start();

        AtomicInteger entries = new AtomicInteger();
        Crowd.of(40, () -> {
            for (int round = 0; round < 4; round++) {
                Optional<Peer> peer = door.enter(room.name(), NOON);
                if (peer.isPresent()) {
                    entries.incrementAndGet();
                    assertThat(door.leave(room.name(), peer.get(), NOON)).isTrue();
                }
            }
            return null;
        });
        over.set(true);
        join(watch);

        assertThat(entries).hasValueGreaterThanOrEqualTo(10);
        assertThat(most).hasValueBetween(1, 10);
        assertEmpty(room);
        assertExactlyAsManyComeAgain(room, 10);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weathers")
    void severalCountersTogetherHoldTheCapExactly(String weather, FaultyDynamoDb client) {
        Venue door = venue.through(client);
        Room room = venue.createShardedRoom(47, 3);

        List<Optional<Peer>> came = Crowd.of(120, () -> door.enter(room.name(), NOON));

        assertThat(came.stream().filter(Optional::isPresent)).hasSize(47);
        assertThat(venue.counters(room.name()).values()).containsExactlyInAnyOrder(16L, 16L, 15L);
        Crowd.of(came.stream()
                .flatMap(Optional::stream)
                .<Callable<Boolean>>map(peer -> () -> door.leave(room.name(), peer, NOON))
                .toList());
        assertEmpty(room);
        assertExactlyAsManyComeAgain(room, 47);
    }

    @Test
    void aRoomForTwelveHundredIsCountedInThreeAndHoldsExactlyTwelveHundred() {
        Room room = venue.createRoom(1200);
        AtomicInteger inside = new AtomicInteger();
        Crowd.of(40, () -> {
            while (venue.enter(room.name(), NOON).isPresent()) {
                inside.incrementAndGet();
            }
            return null;
        });
        assertThat(inside).hasValue(1200);
        assertThat(venue.counters(room.name()).values()).containsExactly(400L, 400L, 400L);
    }

    @Test
    void firstOnesInTogetherStartOneMeeting() {
        for (int cap : new int[] {0, 100}) {
            for (int round = 0; round < 5; round++) {
                Room room = venue.createRoom(cap);
                List<String> sessions = Crowd.of(
                        20, () -> venue.enter(room.name(), NOON).orElseThrow().sessionId());
                assertThat(sessions).containsOnly(sessions.get(0));
                assertThat(venue.history(room.name())).hasSize(1);
                assertThat(venue.live(room.name()).orElseThrow().id()).isEqualTo(sessions.get(0));
            }
        }
    }

    @Test
    void thePlaceOfEverybodyWhoseLeaseRanOutIsUsable() {
        Room room = venue.createRoom(20);
        Crowd.of(20, () -> venue.enter(room.name(), NOON).orElseThrow());
        Instant later = NOON.plus(Peer.LEASE);
        assertThat(venue.enter(room.name(), later.minusMillis(1))).isEmpty();

        List<Optional<Peer>> came = Crowd.of(60, () -> venue.enter(room.name(), later));

        assertThat(came.stream().filter(Optional::isPresent)).hasSize(20);
        assertThat(venue.insideAt(room.name(), later)).hasSize(20);
        assertThat(venue.taken(room.name())).isEqualTo(20);
    }

    @Test
    void lastOnesOutAgainstFirstOnesInEndNoMeetingWithPeopleInside() {
        Random random = new Random(7);
        for (int round = 0; round < 40; round++) {
            Room room = venue.createRoom(round % 2 == 0 ? 0 : 10);
            Peer last = venue.enter(room.name(), NOON).orElseThrow();
            int delay = random.nextInt(6);
            List<Optional<Peer>> came = Crowd.of(List.of(
                    () -> {
                        venue.leave(room.name(), last, NOON);
                        return Optional.empty();
                    },
                    () -> {
                        Thread.sleep(delay);
                        return venue.enter(room.name(), NOON);
                    },
                    () -> {
                        Thread.sleep(delay);
                        return venue.enter(room.name(), NOON);
                    }));

            List<Peer> inside = came.stream().flatMap(Optional::stream).toList();
            assertThat(inside).hasSize(2);
            assertThat(venue.live(room.name())).as("round %d", round).isPresent();
            Session live = venue.live(room.name()).orElseThrow();
            assertThat(venue.history(room.name()).stream().filter(Session::isLive))
                    .as("round %d", round)
                    .containsExactly(live);
            inside.forEach(peer -> venue.leave(room.name(), peer, NOON));
            assertEmpty(room);
        }
    }

    private void assertExactlyAsManyComeAgain(Room room, int places) {
        List<Optional<Peer>> again = Crowd.of(places + 10, () -> venue.enter(room.name(), NOON));
        assertThat(again.stream().filter(Optional::isPresent)).hasSize(places);
    }

    /** Nobody inside, no place taken, and every meeting over. */
    private void assertEmpty(Room room) {
        RoomName name = room.name();
        assertThat(venue.recorded(name)).isEmpty();
        assertThat(venue.counters(name).values()).allMatch(used -> used == 0);
        assertThat(venue.live(name)).isEmpty();
        assertThat(venue.history(name)).isNotEmpty().noneMatch(Session::isLive);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
