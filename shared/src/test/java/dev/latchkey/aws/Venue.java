package dev.latchkey.aws;

import dev.latchkey.access.Decision;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Person;
import dev.latchkey.claims.Reach;
import dev.latchkey.claims.SessionClaims;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Inside;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Scene;
import dev.latchkey.meeting.Session;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SeatPlan;
import dev.latchkey.testing.TestTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * One app's rooms in a table of their own, entered and left as the functions do it: each time from a fresh look. What is in
 * the table is read past the client under test.
 */
final class Venue {
    /** In the future, so that no TTL runs out while a test does. */
    static final Instant NOON = Instant.parse("2040-06-01T12:00:00Z");

    static final AppName APP = new AppName("test");

    private final String tableName;
    private final Table behind;
    private final Table table;
    /** What the store has told of its own accord. */
    final List<Decision> decisions = new CopyOnWriteArrayList<>();

    final DynamoDbMeetingStore meetings;
    final DynamoDbRoomStore rooms;

    private Venue(String tableName, DynamoDbClient client) {
        this.tableName = tableName;
        this.behind = new Table(TestTables.client(), tableName);
        this.table = new Table(client, tableName);
        this.meetings = new DynamoDbMeetingStore(table, decisions::add);
        this.rooms = new DynamoDbRoomStore(table);
    }

    static Venue open() {
        Venue venue = new Venue(TestTables.create(), TestTables.client());
        venue.behind.put(AppItem.write(App.create(APP, NOON)));
        return venue;
    }

    /** The same table, reached through another client. */
    Venue through(DynamoDbClient client) {
        return new Venue(tableName, client);
    }

    Table table() {
        return table;
    }

    String tableName() {
        return tableName;
    }

    Room createRoom(int maxParticipants) {
        return createRoom("room-" + Ids.hex24(), maxParticipants);
    }

    Room createRoom(String name, int maxParticipants) {
        return rooms.create(newRoom(name, maxParticipants), Optional.empty());
    }

    static Room newRoom(String name, int maxParticipants) {
        return Room.create(APP, new RoomName(name), Ids.hex24(), capped(maxParticipants), Map.of(), NOON);
    }

    /** A room whose cap is shared by that many counters, far below the size at which it would be. */
    Room createShardedRoom(int maxParticipants, int shards) {
        Room room = newRoom("room-" + Ids.hex24(), maxParticipants);
        Room sharded = new Room(
                room.app(),
                room.name(),
                room.id(),
                room.created(),
                room.rules(),
                room.settings(),
                new SeatPlan(room.seats().epoch(), shards, true),
                room.tokensNotBefore(),
                room.version());
        return rooms.create(sharded, Optional.empty());
    }

    static RoomRules capped(int maxParticipants) {
        return new RoomRules(
                false,
                false,
                false,
                Instant.EPOCH,
                Instant.MAX,
                false,
                maxParticipants,
                Duration.ZERO,
                Permissions.NONE);
    }

    /** Changes the cap as a PUT does: until it is the one to have changed the room. */
    Room changeCap(RoomName name, int maxParticipants) {
        while (true) {
            Room room = rooms.find(APP, name).orElseThrow();
            Room changed = room.changed(capped(maxParticipants), room.settings());
            if (rooms.update(room, changed)) {
                return changed;
            }
        }
    }

    /** Enters as somebody of whom nothing is known. Empty when the room is full. */
    Optional<Peer> enter(RoomName name, Instant now) {
        return enter(name, now, peer -> peer);
    }

    Optional<Peer> enter(RoomName name, Instant now, UnaryOperator<Peer> as) {
        Scene scene = meetings.look(APP, name, null);
        return enter(scene, as.apply(peer(scene.room(), now)), now);
    }

    /** Enters on the strength of an earlier look. */
    Optional<Peer> enter(Scene scene, Peer peer, Instant now) {
        return meetings.join(scene.room(), scene, peer, null, now) instanceof JoinOutcome.Joined joined
                ? Optional.of(peer.placed(joined.session().id(), ""))
                : Optional.empty();
    }

    static Peer peer(Room room, Instant now) {
        return new Peer(
                Ids.ulid(now),
                "",
                room.id(),
                "",
                "",
                Person.NOBODY,
                Grant.GUEST,
                now,
                now.plus(Peer.LEASE),
                Instant.MAX,
                Instant.MAX,
                "",
                1);
    }

    /** The same peer, let in by that token of that user. */
    static Peer letInBy(Peer peer, String jti, String subject) {
        return new Peer(
                peer.id(),
                peer.sessionId(),
                peer.roomId(),
                subject,
                jti,
                peer.person(),
                peer.grant(),
                peer.joinedAt(),
                peer.leaseUntil(),
                peer.stayUntil(),
                peer.ejectAt(),
                peer.seat(),
                peer.version());
    }

    static AccessClaims token(String jti, String subject) {
        return new AccessClaims(
                APP,
                subject,
                jti,
                NOON,
                Instant.EPOCH,
                Instant.MAX,
                new Reach.EveryRoom(),
                Grant.GUEST,
                Person.NOBODY,
                Duration.ZERO);
    }

    static Peer ejectedAt(Peer peer, Instant ejectAt) {
        return new Peer(
                peer.id(),
                peer.sessionId(),
                peer.roomId(),
                peer.subject(),
                peer.jti(),
                peer.person(),
                peer.grant(),
                peer.joinedAt(),
                peer.leaseUntil(),
                ejectAt,
                ejectAt,
                peer.seat(),
                peer.version());
    }

    /** Leaves as the holder of a session token does. Returns false for somebody who is out already. */
    boolean leave(RoomName name, Peer peer, Instant now) {
        return meetings.find(APP, name, peer.id())
                .map(inside -> meetings.leave(APP, name, inside, Departure.LEFT, now))
                .orElse(false);
    }

    /** A heartbeat as the holder of a session token sends it. Returns false for somebody who is out. */
    boolean heartbeat(RoomName name, Peer peer, Instant now) {
        Inside inside = meetings.lookInside(new SessionClaims(
                APP,
                name,
                peer.roomId(),
                peer.sessionId(),
                peer.id(),
                peer.version(),
                "",
                NOON,
                Instant.MAX,
                peer.grant(),
                peer.jti(),
                null));
        if (inside.refusal(now).isPresent()) {
            return false;
        }
        Session live = inside.live();
        String session = live == null ? inside.peer().sessionId() : live.id();
        Peer heardOf = inside.peer().heardOf(now, inside.room().rules(), session);
        return meetings.renew(inside.room(), live, heardOf, now).isPresent();
    }

    void sweep(RoomName name, Instant now) {
        new Departures(table, decisions::add).sweep(APP, name, now, Integer.MAX_VALUE);
    }

    /** Everybody recorded as inside, whether or not their time has run out. */
    List<Peer> recorded(RoomName name) {
        return new People(behind).all(APP, name, peer -> true);
    }

    List<Peer> insideAt(RoomName name, Instant now) {
        return new People(behind).all(APP, name, peer -> peer.isInsideAt(now));
    }

    Optional<Session> live(RoomName name) {
        return behind.get(Key.live(APP, name)).map(SessionItem::read);
    }

    /** Every meeting of every room that ever had the name. */
    List<Session> history(RoomName name) {
        return items(name, Key.SESSION_PREFIX).stream().map(SessionItem::read).toList();
    }

    /** What the counters of places stand at, by name. */
    Map<String, Long> counters(RoomName name) {
        Map<String, Long> counters = new TreeMap<>();
        for (Item item : items(name, "SEATS#")) {
            counters.put(item.text(Attr.SK).substring("SEATS#".length()), item.number(Attr.USED));
        }
        return counters;
    }

    /** The places that all counters together have given away. */
    long taken(RoomName name) {
        return counters(name).values().stream().mapToLong(Long::longValue).sum();
    }

    List<Item> items(RoomName name, String prefix) {
        return TestTables.client()
                .queryPaginator(QueryRequest.builder()
                        .tableName(tableName)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(Map.of(
                                ":pk",
                                AttributeValue.fromS(Key.roomPartition(APP, name)),
                                ":sk",
                                AttributeValue.fromS(prefix)))
                        .build())
                .items()
                .stream()
                .map(Item::new)
                .toList();
    }
}
