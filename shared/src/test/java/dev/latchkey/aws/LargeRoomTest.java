package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Presented;
import dev.latchkey.access.Restrictions;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.permission.Rank;
import dev.latchkey.room.Room;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.signing.MovingClock;
import dev.latchkey.testing.CountingDynamoDb;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.TestTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Where what belongs to a large room lies, and what a crowd at its door asks of one partition. */
class LargeRoomTest {
    private static final RoomFixture FIXTURE = RoomFixture.open(true);
    private static final Presented ALICE = new Presented.SignedToken(RoomFixture.token("jti-alice", "alice"));

    @Test
    void nothingThatAJoinWritesLiesWithTheRoom() {
        RoomFixture fixture = RoomFixture.open(true);
        Room room = fixture.createRoom(RoomFixture.rules(2000, 0, SecondEntry.REPLACE));
        for (int i = 0; i < 100; i++) {
            String user = "user-" + i;
            fixture.enter(room.name(), NOON, peer -> MeetingFixture.known(peer, user, peer.grant()));
        }
        List<Key> keys = keys(fixture);
        assertThat(keys)
                .filteredOn(key -> key.pk().equals(Key.roomPartition(APP, room.name())))
                .extracting(Key::sk)
                .allMatch(sort -> sort.equals("ROOM") || sort.equals("LIVE") || sort.startsWith(Key.SESSION_PREFIX));
        for (String prefix : List.of(Key.PEER_PREFIX, "HOLDER#")) {
            assertThat(partitions(keys, prefix)).as(prefix).hasSizeGreaterThan(10);
        }
        assertThat(partitions(keys, "SEATS#")).hasSizeGreaterThan(1);
        assertThat(keys.stream()
                        .map(Key::pk)
                        .filter(partition -> partition.startsWith("IN#"))
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void whoLeftIsKeptWhereHeWas() {
        Room room = FIXTURE.createRoom(0);
        Peer peer = FIXTURE.enter(room.name(), NOON).orElseThrow();
        FIXTURE.leave(room.name(), peer, NOON);
        Key past = Key.past(APP, room.name(), peer.sessionId(), peer.id());
        assertThat(past.pk())
                .isEqualTo(Key.peer(APP, room.name(), peer.id()).pk())
                .isNotEqualTo(Key.roomPartition(APP, room.name()));
        assertThat(FIXTURE.table().get(past)).isPresent();
        assertThat(Key.roomOf(past.pk())).isEqualTo(room.name());
        assertThat(Key.appOf(past.pk())).isEqualTo(APP);
    }

    @Test
    void whatIsHeldAgainstSomebodyInThisVeryMomentIsConfirmed() {
        RoomFixture fixture = RoomFixture.open(true);
        Room room = fixture.createRoom(0);
        Peer peer = alice(fixture, room);
        assertThat(confirm(fixture, room, peer)).isEqualTo(Restrictions.CLEAR);

        fixture.meetings.ban(room, new Ban("alice", NOON, Rank.HOST, "key:k1"));
        assertThat(confirm(fixture, room, peer).ban()).isEqualTo(Rank.HOST);
        fixture.meetings.unban(room, "alice", Rank.HOST.andBelow(), "key:k1");
        assertThat(confirm(fixture, room, peer)).isEqualTo(Restrictions.CLEAR);
        fixture.meetings.ban(room, new Ban("alice", NOON, Rank.ADMIN, "key:k1"));
        assertThat(confirm(fixture, room, peer).ban()).as("banned anew").isEqualTo(Rank.ADMIN);

        fixture.meetings.eject(room, peer, NOON);
        assertThat(confirm(fixture, room, peer).ejected()).isTrue();
        assertThat(confirm(fixture, fixture.createRoom(0), peer))
                .as("elsewhere")
                .isEqualTo(Restrictions.CLEAR);
        fixture.tokens.revoke(APP, "jti-alice", Instant.MAX, "key:k1");
        assertThat(confirm(fixture, room, peer).revoked()).isTrue();
    }

    /** By whom nothing else of the room is read. */
    @Test
    void whatIsHeldAgainstSomebodyIsSeenAtTheFirstGlanceOfACrowd() {
        RoomFixture fixture = RoomFixture.open(true);
        Room room = fixture.createRoom(0);
        Peer peer = alice(fixture, room);
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ZERO);
        DynamoDbMeetingStore door =
                new DynamoDbMeetingStore(new Table(counting, fixture.tableName()), event -> {}, new MovingClock(NOON));
        door.look(APP, room.name(), ALICE);
        counting.reset();
        assertThat(door.look(APP, room.name(), ALICE).restrictions()).isEqualTo(Restrictions.CLEAR);
        assertThat(read(counting, fixture))
                .noneMatch(key -> key.pk().equals(Key.roomPartition(APP, room.name())))
                .contains(Key.revoked(APP, "jti-alice"));

        fixture.meetings.ban(room, new Ban("alice", NOON, Rank.HOST, "key:k1"));
        assertThat(door.look(APP, room.name(), ALICE).restrictions().ban()).isEqualTo(Rank.HOST);
        fixture.meetings.unban(room, "alice", Rank.HOST.andBelow(), "key:k1");
        assertThat(door.look(APP, room.name(), ALICE).restrictions()).isEqualTo(Restrictions.CLEAR);
        fixture.meetings.eject(room, peer, NOON);
        assertThat(door.look(APP, room.name(), ALICE).restrictions().ejected()).isTrue();
        fixture.tokens.revoke(APP, "jti-alice", Instant.MAX, "key:k1");
        assertThat(door.look(APP, room.name(), ALICE).restrictions().revoked()).isTrue();
    }

    @Test
    void toConfirmSomebodyTheAppAndTheRoomAreReadAndNothingElseThatLiesWithThem() {
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ZERO);
        Room room = FIXTURE.createRoom(0);
        Peer peer = alice(FIXTURE, room);
        FIXTURE.through(counting).meetings.confirm(room, peer, ALICE);
        assertThat(read(counting).filter(key -> key.pk().equals(Key.roomPartition(APP, room.name()))))
                .containsExactly(Key.room(APP, room.name()));
        assertThat(read(counting).filter(key -> key.pk().equals(Key.appPartition(APP))))
                .containsExactly(Key.app(APP));
        assertThat(counting.calls()).containsExactlyInAnyOrder("BatchGetItem", "PutItem");
    }

    @Test
    void aCrowdReadsWhatItHasInCommonOnceASecond() {
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ZERO);
        MovingClock clock = new MovingClock(NOON);
        DynamoDbMeetingStore door =
                new DynamoDbMeetingStore(new Table(counting, FIXTURE.tableName()), event -> {}, clock);
        Room room = FIXTURE.createRoom(0);
        Key[] common = {Key.app(APP), Key.room(APP, room.name()), Key.live(APP, room.name())};

        door.look(APP, room.name(), ALICE);
        alice(FIXTURE, room);
        counting.reset();
        Session live = door.look(APP, room.name(), ALICE).live();
        assertThat(live).as("nobody waits for a meeting to be seen").isNotNull();
        assertThat(read(counting)).contains(common);

        counting.reset();
        Room changed = room.changed(RoomFixture.capped(7), room.settings(), NOON);
        FIXTURE.rooms.update(room, changed);
        clock.move(Duration.ofMillis(999));
        assertThat(door.look(APP, room.name(), ALICE).room()).isEqualTo(room);
        assertThat(read(counting)).doesNotContain(common).isNotEmpty();
        clock.move(Duration.ofMillis(1));
        assertThat(door.look(APP, room.name(), ALICE).room()).isEqualTo(changed);
        clock.move(Duration.ofSeconds(-1));
        counting.reset();
        door.look(APP, room.name(), ALICE);
        assertThat(read(counting)).as("by a clock that was set back").contains(common);
    }

    @Test
    void ofALargeRoomsListOnePartitionIsReadWhereThatIsEnough() {
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ZERO);
        RosterStore list = new RosterStore(new Table(counting, FIXTURE.tableName()));
        Room room = FIXTURE.createRoom(0);
        for (int i = 0; i < Roster.MOST; i++) {
            list.write(RoomFixture.peer(room, NOON));
        }
        assertThat(list.read(room, NOON).roster().entries()).hasSize(Roster.MOST);
        assertThat(list.read(room, NOON).roster().complete()).isTrue();
        list.write(RoomFixture.peer(room, NOON));
        assertThat(list.read(room, NOON).roster().entries()).hasSize(Roster.MOST);
        assertThat(list.read(room, NOON).roster().complete()).isFalse();

        for (int i = 0; i < 24 * Roster.MOST; i++) {
            list.write(RoomFixture.peer(room, NOON));
        }
        counting.reset();
        assertThat(list.read(room, NOON).roster().entries()).hasSize(Roster.MOST);
        assertThat(counting.calls()).containsExactly("Query");
    }

    private static Peer alice(RoomFixture fixture, Room room) {
        return fixture.enter(room.name(), NOON, peer -> RoomFixture.letInBy(peer, "jti-alice", "alice"))
                .orElseThrow();
    }

    private static Restrictions confirm(RoomFixture fixture, Room room, Peer peer) {
        return fixture.meetings.confirm(room, peer, ALICE).restrictions();
    }

    private static Stream<Key> read(CountingDynamoDb counting) {
        return read(counting, FIXTURE);
    }

    private static Stream<Key> read(CountingDynamoDb counting, RoomFixture fixture) {
        return counting.requests().stream()
                .filter(BatchGetItemRequest.class::isInstance)
                .flatMap(request ->
                        ((BatchGetItemRequest) request).requestItems().get(fixture.tableName()).keys().stream())
                .map(Table::key);
    }

    private static List<Key> keys(RoomFixture fixture) {
        return TestTables.client()
                .scanPaginator(
                        ScanRequest.builder().tableName(fixture.tableName()).build())
                .items()
                .stream()
                .map(Table::key)
                .toList();
    }

    private static TreeSet<String> partitions(List<Key> keys, String prefix) {
        TreeSet<String> partitions = new TreeSet<>();
        keys.stream().filter(key -> key.sk().startsWith(prefix)).forEach(key -> partitions.add(key.pk()));
        return partitions;
    }
}
