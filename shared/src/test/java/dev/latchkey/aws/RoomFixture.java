package dev.latchkey.aws;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.app.App;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.NewRooms;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.TestTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Rooms in a table of their own. What is in the table is read past the client under test. */
final class RoomFixture extends MeetingFixture {
    private static final String SEATS = "SEATS#";

    private final String tableName;
    private final Table behind;
    private final Table table;
    private final boolean large;
    private final boolean marked;
    /** What the store has told of its own accord. */
    final List<AuditEvent> auditLog;

    private RoomFixture(String tableName, DynamoDbClient client, boolean large, boolean marked) {
        this(tableName, new Table(client, tableName), new CopyOnWriteArrayList<>(), large, marked);
    }

    private RoomFixture(String tableName, Table table, List<AuditEvent> auditLog, boolean large, boolean marked) {
        super(
                new DynamoDbMeetingStore(table, auditLog::add, secondBySecond()),
                new DynamoDbRoomStore(table),
                new DynamoDbJoinRequestStore(table),
                new DynamoDbTokenStatus(table),
                new NewRooms(large, marked),
                large ? Map.of(Room.LARGE, true) : Map.of());
        this.large = large;
        this.marked = marked;
        this.tableName = tableName;
        this.behind = new Table(TestTables.client(), tableName);
        this.table = table;
        this.auditLog = auditLog;
    }

    /** A second passes between any two looks: what was known a moment ago is read again. */
    private static Clock secondBySecond() {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        return new Clock() {
            @Override
            public Instant instant() {
                return now.updateAndGet(instant -> instant.plusSeconds(1));
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }

    static RoomFixture open() {
        return open(false);
    }

    /** @param large whether its rooms are */
    static RoomFixture open(boolean large) {
        return open(large, false);
    }

    /** Whose rooms say whether anybody is kept out of them. */
    static RoomFixture marked() {
        return marked(false);
    }

    /** The same. */
    static RoomFixture marked(boolean large) {
        return open(large, true);
    }

    private static RoomFixture open(boolean large, boolean marked) {
        RoomFixture fixture = new RoomFixture(TestTables.create(), TestTables.client(), large, marked);
        fixture.behind.put(AppItem.write(App.create(APP, NOON)));
        return fixture;
    }

    /** The same table, reached through another client. */
    RoomFixture through(DynamoDbClient client) {
        return new RoomFixture(tableName, client, large, marked);
    }

    Table table() {
        return table;
    }

    String tableName() {
        return tableName;
    }

    void sweep(RoomName name, Instant now) {
        new Departures(table, auditLog::add).sweep(rooms.find(APP, name).orElseThrow(), now, Integer.MAX_VALUE);
    }

    /** Everybody recorded as inside, whether or not their time has run out. */
    List<Peer> recorded(RoomName name) {
        return new PeerItems(behind).all(APP, name, large, peer -> true);
    }

    List<Peer> insideAt(RoomName name, Instant now) {
        return new PeerItems(behind).all(APP, name, large, peer -> peer.isInsideAt(now));
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
        return counters(items(name, SEATS));
    }

    private static Map<String, Long> counters(List<Item> items) {
        Map<String, Long> counters = new TreeMap<>();
        for (Item item : items) {
            counters.put(item.text(Attr.SK).substring(SEATS.length()), item.number(Attr.USED));
        }
        return counters;
    }

    /** The places that all counters together have given away. */
    long taken(RoomName name) {
        return counters(name).values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * What is kept of a room, in one read: a test that looks after every step looks often.
     *
     * @param recorded see {@link #recorded}
     * @param counters see {@link #counters}
     * @param history see {@link #history}
     */
    record Kept(List<Peer> recorded, Map<String, Long> counters, List<Session> history, Optional<Session> live) {}

    Kept kept(RoomName name) {
        List<Item> items = partitions(name)
                .flatMap(partition -> query("pk = :pk", Map.of(":pk", AttributeValue.fromS(partition))).stream())
                .toList();
        return new Kept(
                of(items, Key.PEER_PREFIX).map(PeerItem::read).toList(),
                counters(of(items, SEATS).toList()),
                of(items, Key.SESSION_PREFIX).map(SessionItem::read).toList(),
                of(items, Key.live(APP, name).sk()).map(SessionItem::read).findFirst());
    }

    private static Stream<Item> of(List<Item> items, String prefix) {
        return items.stream().filter(item -> item.text(Attr.SK).startsWith(prefix));
    }

    List<Item> items(RoomName name, String prefix) {
        return partitions(name)
                .flatMap(partition -> query(
                        "pk = :pk AND begins_with(sk, :sk)",
                        Map.of(":pk", AttributeValue.fromS(partition), ":sk", AttributeValue.fromS(prefix)))
                        .stream())
                .toList();
    }

    /** Those of the room, and those beside. */
    private Stream<String> partitions(RoomName name) {
        return Stream.concat(Stream.of(Key.roomPartition(APP, name)), Key.peerPartitions(APP, name, large).stream())
                .distinct();
    }

    private List<Item> query(String condition, Map<String, AttributeValue> values) {
        return TestTables.client()
                .queryPaginator(QueryRequest.builder()
                        .tableName(tableName)
                        .consistentRead(true)
                        .keyConditionExpression(condition)
                        .expressionAttributeValues(values)
                        .build())
                .items()
                .stream()
                .map(Item::new)
                .toList();
    }
}
