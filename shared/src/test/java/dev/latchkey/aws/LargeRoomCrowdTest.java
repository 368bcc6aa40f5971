package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Presented;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.Places;
import dev.latchkey.room.Room;
import dev.latchkey.signing.MovingClock;
import dev.latchkey.testing.CountingDynamoDb;
import dev.latchkey.testing.ForwardingDynamoDb;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.TestTables;
import dev.latchkey.token.AccessClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What somebody asks of a large room in which many are. */
class LargeRoomCrowdTest {
    private static final RoomFixture FIXTURE = RoomFixture.open(true);

    /** So many that each partition has more than are read of one. */
    private static final int CROWD = 2400;

    private static final int COUNTERS = 5;

    private final CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ZERO);
    private final RoomFixture counted = FIXTURE.through(counting);

    @Test
    void whoIsInsideAsAUserIsFoundByNotes() {
        Room room = FIXTURE.createRoom(0);
        Peer alice = enter(room, "alice");
        Peer again = enter(room, "alice");
        IntStream.range(0, 20).forEach(i -> enter(room, "user-" + i));

        counting.reset();
        assertThat(counted.meetings.insideAs(room, "alice", NOON))
                .extracting(Peer::id)
                .containsExactlyInAnyOrder(alice.id(), again.id());
        assertThat(counting.calls()).containsExactly("Query", "BatchGetItem");
        assertThat(counting.itemsRead()).isEqualTo(4);

        counting.reset();
        assertThat(counted.meetings.putOutUser(room, "alice", peer -> true, Departure.BANNED, NOON))
                .hasSize(2);
        assertThat(counting.itemsRead()).as("and a look whether anybody stays").isLessThan(12);
        assertThat(counted.meetings.insideAs(room, "alice", NOON))
                .as("a note outlives its peer")
                .isEmpty();
    }

    /** Whose note is gone, since he has been inside for more than a week. */
    @Test
    void whoStaysForLongGoesOnBeingCountedByHisToken() {
        Room room = FIXTURE.createRoom(0);
        Peer stays = MeetingFixture.letInBy(MeetingFixture.peer(room, NOON), "jti-once", "once");
        assertThat(joinOnce(room, stays)).isInstanceOf(JoinOutcome.Joined.class);
        UseItem.write(room, stays).forEach(note -> FIXTURE.table().delete(Table.key(note.attributes())));
        for (int i = 0; i < 2; i++) {
            Peer another = MeetingFixture.letInBy(MeetingFixture.peer(room, NOON), "jti-once", "once");
            assertThat(joinOnce(room, another)).isInstanceOf(JoinOutcome.TokenInUse.class);
        }
    }

    private static JoinOutcome joinOnce(Room room, Peer peer) {
        AccessClaims token = MeetingFixture.token(peer.jti(), peer.subject(), 1);
        Presented presented = new Presented.SignedToken(token);
        EntrySnapshot seen = FIXTURE.meetings.look(APP, room.name(), presented);
        return FIXTURE.meetings.join(room, seen, peer, presented, NOON);
    }

    @Test
    void aCrowdReadsTheListOnceASecond() {
        MovingClock clock = new MovingClock(NOON);
        DynamoDbMeetingStore door =
                new DynamoDbMeetingStore(new Table(counting, FIXTURE.tableName()), event -> {}, clock);
        Room room = FIXTURE.createRoom(0);
        RosterStore list = new RosterStore(FIXTURE.table());
        enter(room, "first");
        for (int i = 0; i < Roster.MOST; i++) {
            list.write(MeetingFixture.peer(room, NOON));
        }
        join(door, room, guest(room, "a"));
        assertThat(queries(door, room, "b")).as("a list that is told whole").isPositive();

        list.write(MeetingFixture.peer(room, NOON));
        assertThat(queries(door, room, "c")).isPositive();
        clock.move(Duration.ofMillis(999));
        assertThat(queries(door, room, "d")).isZero();
        clock.move(Duration.ofMillis(1));
        assertThat(queries(door, room, "e")).isPositive();
    }

    @Test
    void whoIsKeptInsideReadsAppRoomAndMeetingOnceASecond() {
        MovingClock clock = new MovingClock(NOON);
        DynamoDbMeetingStore stay =
                new DynamoDbMeetingStore(new Table(counting, FIXTURE.tableName()), event -> {}, clock);
        Room room = FIXTURE.createRoom(0);
        Peer peer = enter(room, "alice");
        HeldPlace place = new HeldPlace(APP, room.name(), room.id(), peer.id(), 0);
        assertThat(stay.glanceAt(place).live()).isNotNull();

        counting.reset();
        clock.move(Duration.ofMillis(999));
        assertThat(stay.glanceAt(place).refusal(NOON)).isEmpty();
        assertThat(counting.calls()).containsExactly("BatchGetItem");
        BatchGetItemRequest glance = (BatchGetItemRequest) counting.requests().get(0);
        KeysAndAttributes asked = glance.requestItems().get(FIXTURE.tableName());
        assertThat(asked.consistentRead()).isFalse();
        assertThat(asked.keys().stream().map(Table::key)).containsExactly(Key.peer(APP, room.name(), peer.id()));

        FIXTURE.rooms.archive(room);
        clock.move(Duration.ofMillis(1));
        assertThat(stay.glanceAt(place).room()).isNull();
    }

    @Test
    void whoFindsACounterFullLooksAtTheOthersAtOnce() {
        Room room = FIXTURE.createRoom(20 * 500);
        enter(room, "first");
        fill(room, 19);
        counting.reset();
        assertThat(join(counted.meetings, room, guest(room, "late"))).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(transactions()).isLessThanOrEqualTo(2);
    }

    @Test
    void whoMeetsAnotherAtACounterTakesAPlaceByTheNext() {
        Room room = FIXTURE.createRoom(2 * 500);
        enter(room, "first");
        RoomFixture busy = FIXTURE.through(new BusyCounter(Seats.seat(room.seats(), 0)));
        for (int i = 0; i < 10; i++) {
            assertThat(join(busy.meetings, room, guest(room, "user-" + i))).isInstanceOf(JoinOutcome.Joined.class);
        }
        assertThat(FIXTURE.counters(room.name()).getOrDefault(Seats.seat(room.seats(), 0), 0L))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void whoComesToAFullRoomReadsSomeOfThoseInside() {
        Room room = FIXTURE.createRoom(CROWD);
        Peer alice = enter(room, "alice");
        String meeting = FIXTURE.live(room.name()).orElseThrow().id();
        write(IntStream.range(0, CROWD)
                .mapToObj(i -> guest(room, "user-" + i).placed(meeting, Seats.seat(room.seats(), i % COUNTERS)))
                .map(peer -> PeerItem.write(room, peer))
                .toList());
        fill(room, COUNTERS);
        Instant before = NOON.minus(Duration.ofDays(1));
        write(IntStream.range(0, 100)
                .mapToObj(i -> MeetingFixture.known(MeetingFixture.peer(room, before), "alice", Grant.GUEST))
                .flatMap(gone -> UseItem.write(room, gone).stream())
                .toList());

        counting.reset();
        assertThat(join(counted.meetings, room, guest(room, "late"))).isInstanceOf(JoinOutcome.Full.class);
        assertThat(transactions()).isEqualTo(1);
        assertThat(counting.itemsRead()).isLessThan(2 * 100 + 20);

        Peer back = guest(room, "alice");
        assertThat(join(counted.meetings, room, back))
                .as("takes his own place, however often he was inside before")
                .isInstanceOf(JoinOutcome.Joined.class);
        assertThat(FIXTURE.meetings.find(APP, room.name(), alice.id())).isEmpty();
        assertThat(join(counted.meetings, room, back)).isInstanceOf(JoinOutcome.InsideAlready.class);
    }

    /** As many as one partition shows, so that some are found wherever one looks. */
    @Test
    void whoComesToAFullRoomTakesThePlaceOfSomebodyWhoVanished() {
        Room room = FIXTURE.createRoom(CROWD);
        enter(room, "alice");
        String meeting = FIXTURE.live(room.name()).orElseThrow().id();
        write(IntStream.range(0, CROWD)
                .mapToObj(i -> MeetingFixture.letInBy(
                        MeetingFixture.peer(room, NOON.minus(Peer.LEASE)), "jti-" + i, "user-" + i))
                .map(peer -> PeerItem.write(room, peer.placed(meeting, Seats.seat(room.seats(), 0))))
                .toList());
        fill(room, COUNTERS);
        // Or the meeting would be taken for one that has outlived its people.
        new RosterStore(FIXTURE.table()).write(MeetingFixture.peer(room, NOON));
        assertThat(join(counted.meetings, room, guest(room, "late"))).isInstanceOf(JoinOutcome.Joined.class);
    }

    private static Peer enter(Room room, String user) {
        JoinOutcome outcome = join(FIXTURE.meetings, room, guest(room, user));
        return ((JoinOutcome.Joined) outcome).peer();
    }

    private static Peer guest(Room room, String user) {
        return MeetingFixture.known(MeetingFixture.peer(room, NOON), user, Grant.GUEST);
    }

    private static JoinOutcome join(MeetingStore door, Room room, Peer peer) {
        Presented presented = new Presented.SignedToken(MeetingFixture.token(peer.jti(), peer.subject()));
        EntrySnapshot seen = door.look(APP, room.name(), presented);
        return door.join(room, seen, peer, presented, NOON);
    }

    private long queries(DynamoDbMeetingStore door, Room room, String user) {
        counting.reset();
        join(door, room, guest(room, user));
        return counting.requests().stream()
                .filter(QueryRequest.class::isInstance)
                .count();
    }

    private long transactions() {
        return counting.calls().stream()
                .filter(call -> call.startsWith("TransactWriteItems"))
                .count();
    }

    /** The first {@code counters} counters have no place left. */
    private static void fill(Room room, int counters) {
        Places places = Places.left(room.rules(), 0, 0);
        for (int shard = 0; shard < counters; shard++) {
            String seat = Seats.seat(room.seats(), shard);
            FIXTURE.table()
                    .put(Item.at(Key.seats(APP, room.name(), seat))
                            .put(Attr.USED, places.share(room.seats(), shard).all()));
        }
    }

    private static void write(List<Item> items) {
        List<WriteRequest> requests = new ArrayList<>();
        items.forEach(item -> requests.add(WriteRequest.builder()
                .putRequest(put -> put.item(item.attributes()))
                .build()));
        for (int i = 0; i < requests.size(); i += 25) {
            List<WriteRequest> some = requests.subList(i, Math.min(i + 25, requests.size()));
            TestTables.client().batchWriteItem(write -> write.requestItems(Map.of(FIXTURE.tableName(), some)));
        }
    }

    /** Whoever comes to that counter meets another one there, always. */
    private static final class BusyCounter extends ForwardingDynamoDb {
        private final String counter;

        BusyCounter(String counter) {
            super(TestTables.client());
            this.counter = counter;
        }

        @Override
        protected <T extends DynamoDbResponse> T call(DynamoDbRequest request, Supplier<T> carryOut) {
            if (request instanceof TransactWriteItemsRequest transaction
                    && transaction.toString().contains(counter)) {
                throw TransactionCanceledException.builder()
                        .cancellationReasons(CancellationReason.builder()
                                .code("TransactionConflict")
                                .build())
                        .build();
            }
            return carryOut.get();
        }
    }
}
