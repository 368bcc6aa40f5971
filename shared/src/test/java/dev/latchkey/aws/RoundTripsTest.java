package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.Resource;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Presence;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.CountingDynamoDb;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.TestTables;
import dev.latchkey.token.Person;
import dev.latchkey.token.TicketClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What each operation costs: round trips to wait for, calls and items to pay for. */
class RoundTripsTest {
    private static final RoomFixture FIXTURE = RoomFixture.open();
    private static final CountingDynamoDb COUNTING = new CountingDynamoDb(TestTables.client(), Duration.ofMillis(20));
    private static final RoomFixture COUNTED = FIXTURE.through(COUNTING);

    @Test
    void theFirstJoinIsFourRoundTrips() {
        for (int cap : new int[] {0, 5}) {
            assertCost(
                    4,
                    List.of(
                            "BatchGetItem",
                            "Query",
                            "TransactWriteItems " + (cap == 0 ? 3 : 4),
                            "BatchGetItem",
                            "PutItem"),
                    () -> {
                        RoomName room = FIXTURE.createRoom(cap).name();
                        return () -> COUNTED.enter(room, NOON);
                    });
        }
    }

    @Test
    void aJoinIntoARoomWithoutACapIsFourRoundTripsAndTwoPuts() {
        RoomName room = roomWithSomebodyInside(0);
        assertCost(
                4,
                List.of("BatchGetItem", "Query", "PutItem", "BatchGetItem", "PutItem"),
                () -> () -> COUNTED.enter(room, NOON));
    }

    @Test
    void aJoinIntoARoomWithACapIsFourRoundTripsAndOneTransactionOfTwo() {
        RoomName room = roomWithSomebodyInside(20);
        assertCost(
                4,
                List.of("BatchGetItem", "Query", "TransactWriteItems 2", "BatchGetItem", "PutItem"),
                () -> () -> COUNTED.enter(room, NOON));
    }

    @Test
    void aJoinUnderAChangedCapAlsoLooksWhoIsInside() {
        RoomName room = roomWithSomebodyInside(0);
        FIXTURE.changeCap(room, 20);
        assertCost(
                5,
                List.of("BatchGetItem", "Query", "Query", "TransactWriteItems 2", "BatchGetItem", "PutItem"),
                () -> () -> COUNTED.enter(room, NOON));
    }

    @Test
    void joinsIntoARoomWithoutACapWriteNoItemInCommon() {
        RoomName room = roomWithSomebodyInside(0);
        COUNTING.reset();
        for (int i = 0; i < 10; i++) {
            COUNTED.enter(room, NOON);
        }
        Set<Map<String, ?>> written = new HashSet<>();
        for (DynamoDbRequest request : COUNTING.requests()) {
            if (request instanceof PutItemRequest put) {
                assertThat(written.add(Map.of(
                                "pk", put.item().get("pk"), "sk", put.item().get("sk"))))
                        .isTrue();
            }
        }
        assertThat(written).hasSize(20);
    }

    @Test
    void whatBecameOfATokenIsOneRead() {
        DynamoDbTokenStatus tokens = new DynamoDbTokenStatus(COUNTED.table());
        assertCost(1, List.of("BatchGetItem"), () -> () -> tokens.look(RoomFixture.token("jti", "alice")));
    }

    @Test
    void anApiKeyItsAppAndItsRoomAreOneRead() {
        DynamoDbApiKeyStore keys = new DynamoDbApiKeyStore(COUNTED.table());
        ApiKeySecret secret = ApiKeySecret.generate(APP);
        Resource room = Resource.room(FIXTURE.createRoom(0).name());
        assertCost(1, List.of("BatchGetItem"), () -> () -> keys.find(secret, room));
    }

    @Test
    void aRoomIsCreatedByOneWrite() {
        assertCost(1, List.of("PutItem"), () -> () -> COUNTED.createRoom(5));
        assertCost(
                1,
                List.of("TransactWriteItems 2"),
                () -> () -> COUNTED.rooms.createOnce(
                        RoomFixture.newRoom(Ids.roomName(), 0), new IdempotencyKey(Ids.hex24(), "body")));
    }

    @Test
    void aRoomIsChangedByOneWriteAlsoWhenItsCapIs() {
        assertCost(1, List.of("PutItem"), () -> {
            Room room = FIXTURE.createRoom(5);
            return () -> COUNTED.rooms.update(room, room.changed(room.rules(), Map.of("lang", "de"), NOON));
        });
        assertCost(1, List.of("TransactWriteItems 2"), () -> {
            Room room = FIXTURE.createRoom(5);
            return () -> COUNTED.rooms.update(room, room.changed(RoomFixture.capped(6), Map.of(), NOON));
        });
    }

    @Test
    void aHeartbeatIsOneReadAndOneWrite() {
        RoomName room = roomWithSomebodyInside(5);
        Peer peer = FIXTURE.recorded(room).get(0);
        assertCost(2, List.of("BatchGetItem", "UpdateItem"), () -> () -> COUNTED.heartbeat(room, peer, NOON));
    }

    /** App and room as they are, beside it late what is of the peer; then the lease, beside it what may speak against that. */
    @Test
    void aPingIsTwoRoundTripsAndOneWrite() {
        Room room = FIXTURE.createRoom(0);
        HeldPlace place = connected(room);
        assertCost(2, List.of("BatchGetItem", "BatchGetItem", "BatchGetItem", "UpdateItem"), () -> () -> {
            assertThat(ping(room, place, NOON)).isTrue();
        });
    }

    /** Or the list would cost as much as the lease. */
    @Test
    void onePingInSixWritesItsLineInTheListOfThoseInside() {
        Room room = FIXTURE.createRoom(0);
        HeldPlace place = connected(room);
        COUNTING.reset();
        for (int ping = 1; ping <= 60; ping++) {
            assertThat(ping(room, place, NOON.plus(Presence.ping(room.rules()).multipliedBy(ping))))
                    .isTrue();
        }
        assertThat(COUNTING.calls().stream().filter("PutItem"::equals)).hasSize(10);
    }

    /** The room's end is moved, and with it how long a line may say that somebody is inside. */
    @Test
    void aLineIsWrittenAtOnceThatSaysTooMuchOrTooLittle() {
        Room room = FIXTURE.createRoom(0);
        HeldPlace place = connected(room);
        Instant soon = NOON.plusSeconds(300);
        for (Instant end : List.of(soon, soon.plusSeconds(7200))) {
            Peer before =
                    COUNTED.meetings.find(APP, room.name(), place.peerId()).orElseThrow();
            Peer ending = MeetingFixture.ejectedAt(before, end);
            COUNTING.reset();
            assertThat(COUNTED.meetings.renewUnlessHeldAgainst(room, before, ending, NOON))
                    .isTrue();
            assertThat(COUNTING.calls()).containsExactlyInAnyOrder("BatchGetItem", "UpdateItem", "PutItem");
            boolean there = FIXTURE.meetings.roster(room, soon).entries().isEmpty();
            assertThat(there).isEqualTo(end.equals(soon));
        }
    }

    private static HeldPlace connected(Room room) {
        FIXTURE.enter(room.name(), NOON).orElseThrow();
        Peer peer = FIXTURE.recorded(room.name()).get(0);
        Peer connected = peer.connected("c", NOON, room.rules(), peer.sessionId());
        assertThat(FIXTURE.meetings.renew(room, peer, connected, NOON)).isTrue();
        return new HeldPlace(APP, room.name(), room.id(), peer.id(), 0);
    }

    private static boolean ping(Room room, HeldPlace place, Instant now) {
        Peer peer = java.util.Objects.requireNonNull(
                COUNTED.meetings.glanceAt(place).peer());
        Peer pinged = peer.pinged("c", now, room.rules(), peer.sessionId());
        return COUNTED.meetings.renewUnlessHeldAgainst(room, peer, pinged, now);
    }

    /** The last one out also reads the meeting, ends it and looks back. */
    @Test
    void aDepartureIsOneReadOneTransactionAndALookAtWhoStays() {
        for (int cap : new int[] {0, 5}) {
            assertCost(3, List.of("GetItem", "TransactWriteItems " + (cap == 0 ? 4 : 5), "Query"), () -> {
                RoomName room = roomWithSomebodyInside(cap);
                FIXTURE.enter(room, NOON).orElseThrow();
                Peer first = FIXTURE.recorded(room).get(0);
                return () -> COUNTED.leave(room, first, NOON);
            });
        }
        assertCost(
                6,
                List.of("GetItem", "TransactWriteItems 4", "Query", "GetItem", "TransactWriteItems 2", "Query"),
                () -> {
                    RoomName room = roomWithSomebodyInside(0);
                    Peer last = FIXTURE.recorded(room).get(0);
                    return () -> COUNTED.leave(room, last, NOON);
                });
    }

    @Test
    void aDepartureReadsThePeerAndFourOfThoseWhoStayHoweverMany() {
        RoomName room = roomWithSomebodyInside(0);
        for (int i = 0; i < 9; i++) {
            FIXTURE.enter(room, NOON).orElseThrow();
        }
        Peer first = FIXTURE.recorded(room).get(0);
        assertThat(itemsRead("leave", () -> COUNTED.leave(room, first, NOON))).isEqualTo("leave: 5");
    }

    @Test
    void aLookAfterAJoinRequestIsOneRead() {
        Room room = FIXTURE.createRoom(0);
        JoinRequest request =
                JoinRequest.of(Ids.ulid(NOON), room.id(), Person.NOBODY, EntryDecision.WaitReason.PRIVATE, NOON);
        TicketClaims ticket =
                new TicketClaims(APP, room.name(), room.id(), request.id(), "", "", NOON, NOON.plusSeconds(60));
        DynamoDbJoinRequestStore joinRequests = new DynamoDbJoinRequestStore(COUNTED.table());
        joinRequests.create(APP, room.name(), request);
        assertCost(1, List.of("BatchGetItem"), () -> () -> joinRequests.look(ticket));
    }

    @Test
    void aPageOfThoseWhoWaitReadsNoMoreThanThatPage() {
        Room room = FIXTURE.createRoom(0);
        DynamoDbJoinRequestStore joinRequests = new DynamoDbJoinRequestStore(COUNTED.table());
        List<JoinRequest> waiting = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            JoinRequest request = JoinRequest.of(
                    Ids.ulid(NOON.plusMillis(i)), room.id(), Person.NOBODY, EntryDecision.WaitReason.PRIVATE, NOON);
            waiting.add(joinRequests.create(APP, room.name(), request).orElseThrow());
        }
        String after = waiting.get(9).id();
        assertCost(1, List.of("Query"), () -> () -> joinRequests.waiting(room, PageRequest.after(10, after), NOON));
        assertThat(itemsRead("who waits", () -> joinRequests.waiting(room, PageRequest.after(10, after), NOON)))
                .isEqualTo("who waits: 10");
    }

    @Test
    void aRoomWithALongPastCostsNoMoreThanANewOne() {
        Room fresh = FIXTURE.createRoom(0);
        Room old = FIXTURE.createRoom(0);
        writePast(old, 200, 5);
        for (Room room : List.of(fresh, old)) {
            FIXTURE.enter(room.name(), NOON);
            FIXTURE.enter(room.name(), NOON);
        }
        List<String> costs = itemsReadByAWholeMeeting(fresh);
        assertThat(itemsReadByAWholeMeeting(old)).isEqualTo(costs);
        assertThat(costs).contains("enter: 7", "heartbeat: 4", "who waits: 1", "look: 3");
    }

    /** The items read by each operation that somebody waits for. */
    private static List<String> itemsReadByAWholeMeeting(Room room) {
        RoomName name = room.name();
        List<String> read = new ArrayList<>();
        DynamoDbJoinRequestStore joinRequests = new DynamoDbJoinRequestStore(COUNTED.table());
        JoinRequest request =
                JoinRequest.of(Ids.ulid(NOON), room.id(), Person.NOBODY, EntryDecision.WaitReason.PRIVATE, NOON);
        TicketClaims ticket = new TicketClaims(APP, name, room.id(), request.id(), "", "", NOON, NOON.plusSeconds(60));
        Peer first = FIXTURE.recorded(name).get(0);
        read.add(itemsRead("enter", () -> COUNTED.enter(name, NOON)));
        read.add(itemsRead("heartbeat", () -> COUNTED.heartbeat(name, first, NOON)));
        read.add(itemsRead("list peers", () -> COUNTED.meetings.inside(room, PageRequest.first(100), NOON)));
        read.add(itemsRead("knock", () -> joinRequests.create(APP, name, request)));
        read.add(itemsRead("who waits", () -> MeetingFixture.waiting(joinRequests, room, NOON)));
        read.add(itemsRead("look", () -> joinRequests.look(ticket)));
        read.add(itemsRead("leave", () -> COUNTED.leave(name, first, NOON)));
        FIXTURE.recorded(name).forEach(peer -> FIXTURE.leave(name, peer, NOON));
        FIXTURE.enter(name, NOON);
        Peer last = FIXTURE.recorded(name).get(0);
        read.add(itemsRead("last leave", () -> COUNTED.leave(name, last, NOON)));
        read.add(itemsRead("first join", () -> COUNTED.enter(name, NOON)));
        Instant later = NOON.plus(Peer.LEASE);
        read.add(itemsRead("join after all vanished", () -> COUNTED.enter(name, later)));
        return read;
    }

    private static String itemsRead(String what, Runnable operation) {
        COUNTING.reset();
        operation.run();
        return what + ": " + COUNTING.itemsRead();
    }

    /** So many meetings, each with so many who have left, and as many join requests that have ended. */
    private static void writePast(Room room, int meetings, int people) {
        List<Item> past = new ArrayList<>();
        for (int i = 0; i < meetings; i++) {
            Instant start = NOON.minus(Duration.ofHours(i + 1));
            Session session = Session.start(Ids.ulid(start), room.id(), start);
            past.add(SessionItem.write(APP, room.name(), session.ended(start.plusSeconds(60))));
            JoinRequest request =
                    JoinRequest.of(Ids.ulid(start), room.id(), Person.NOBODY, EntryDecision.WaitReason.PRIVATE, start);
            past.add(JoinRequestItem.write(APP, room.name(), request.denied("d")));
            for (int j = 0; j < people; j++) {
                Peer peer = RoomFixture.peer(room, start).placed(session.id(), "");
                past.add(PeerItem.writePast(APP, room.name(), peer, Departure.LEFT, start.plusSeconds(60)));
            }
        }
        for (int i = 0; i < past.size(); i += 25) {
            List<WriteRequest> some = past.subList(i, Math.min(i + 25, past.size())).stream()
                    .map(item -> WriteRequest.builder()
                            .putRequest(put -> put.item(item.attributes()))
                            .build())
                    .toList();
            TestTables.client().batchWriteItem(write -> write.requestItems(Map.of(FIXTURE.tableName(), some)));
        }
    }

    private static RoomName roomWithSomebodyInside(int cap) {
        RoomName room = FIXTURE.createRoom(cap).name();
        FIXTURE.enter(room, NOON).orElseThrow();
        return room;
    }

    private interface Operation {
        void run();
    }

    private interface Preparation {
        Operation prepare();
    }

    /**
     * A round trip too many may be a thread that the machine kept waiting; one too few is not possible. So the best of a few
     * attempts counts.
     */
    private static void assertCost(int roundTrips, List<String> calls, Preparation preparation) {
        int least = Integer.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && least > roundTrips; attempt++) {
            Operation operation = preparation.prepare();
            COUNTING.reset();
            operation.run();
            least = Math.min(least, COUNTING.roundTrips());
            assertThat(COUNTING.calls()).containsExactlyInAnyOrderElementsOf(calls);
        }
        assertThat(least).isEqualTo(roundTrips);
    }
}
