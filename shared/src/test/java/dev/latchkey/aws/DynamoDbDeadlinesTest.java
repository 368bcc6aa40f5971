package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.deadline.DeadlineSchedule;
import dev.latchkey.deadline.DeadlineService;
import dev.latchkey.deadline.DeadlineStore;
import dev.latchkey.deadline.Due;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.RecordingQueue;
import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.DeadlineServiceContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DynamoDbDeadlinesTest extends DeadlineServiceContract {
    private static final RoomFixture FIXTURE = RoomFixture.open();

    DynamoDbDeadlinesTest() {
        super(FIXTURE, new DynamoDbDeadlineStore(FIXTURE.table()));
    }

    /** Whenever it comes: whoever was told that he stays does. */
    @Test
    void aHeartbeatAmidAnEvictionKeepsInsideOrIsRefused() {
        for (int at = 1; ; at++) {
            Room room = FIXTURE.createRoom(2);
            Peer peer = FIXTURE.enter(room.name(), NOON).orElseThrow();
            Instant end = peer.leaseUntil();
            AtomicBoolean stays = new AtomicBoolean();
            // By a clock that is a little behind.
            InterruptedDynamoDb client = new InterruptedDynamoDb(
                    TestTables.client(), at, () -> stays.set(FIXTURE.heartbeat(room.name(), peer, end.minusMillis(1))));
            meet(client, Due.of(APP, room.name(), peer), end);
            if (!client.interrupted()) {
                return;
            }
            assertThat(FIXTURE.recorded(room.name())).as("before call " + at).hasSize(stays.get() ? 1 : 0);
            assertThat(FIXTURE.taken(room.name())).isEqualTo(stays.get() ? 1 : 0);
            assertThat(FIXTURE.live(room.name()).isPresent()).isEqualTo(stays.get());
        }
    }

    @Test
    void aRoomWhoseEndIsMovedAmidItsArchivingStays() {
        int stayed = 0;
        for (int at = 1; ; at++) {
            Room room = FIXTURE.rooms.create(Room.create(
                    APP, new RoomName("moved-" + at), "id" + at, rules(NOON), Map.of("deleteOnExp", true), NOON));
            Room later = room.changed(rules(NOON.plusSeconds(60)), room.settings(), NOON);
            AtomicBoolean moved = new AtomicBoolean();
            InterruptedDynamoDb client = new InterruptedDynamoDb(
                    TestTables.client(), at, () -> moved.set(FIXTURE.rooms.update(room, later)));
            meet(client, Due.of(room).orElseThrow(), NOON);
            if (!client.interrupted()) {
                break;
            }
            assertThat(FIXTURE.rooms.find(APP, room.name()).isPresent())
                    .as("before call " + at)
                    .isEqualTo(moved.get());
            stayed += moved.get() ? 1 : 0;
        }
        assertThat(stayed).isGreaterThan(1);
    }

    /** Whenever it comes: whoever may speak is not put out for want of anybody who may. */
    @Test
    void aPromotionAmidTheEndOfAQuietMeetingKeepsInsideOrIsRefused() {
        int stayed = 0;
        for (int at = 1; ; at++) {
            Room room = FIXTURE.rooms.create(Room.create(
                    APP,
                    new RoomName("quiet-" + at),
                    "id" + at,
                    RoomRules.OPEN,
                    Map.of("endMeetingAfterNoActivityInSec", 60L),
                    NOON));
            Peer listener = FIXTURE.enter(
                            room.name(), NOON, peer -> peer.changed(Grant.ofRole(Role.LISTENER), peer.person(), NOON))
                    .orElseThrow();
            AtomicBoolean promoted = new AtomicBoolean();
            InterruptedDynamoDb client = new InterruptedDynamoDb(
                    TestTables.client(),
                    at,
                    () -> promoted.set(FIXTURE.meetings.update(
                            room, listener, listener.changed(Grant.GUEST, listener.person(), NOON.plusSeconds(60)))));
            meet(
                    client,
                    Due.withoutActivity(APP, room.name(), room.id(), NOON, room.noActivityLimit()),
                    NOON.plusSeconds(60));
            if (!client.interrupted()) {
                break;
            }
            assertThat(FIXTURE.recorded(room.name())).as("before call " + at).hasSize(promoted.get() ? 1 : 0);
            assertThat(FIXTURE.live(room.name()).isPresent()).isEqualTo(promoted.get());
            stayed += promoted.get() ? 1 : 0;
        }
        assertThat(stayed).isGreaterThan(2);
    }

    /** The stream's filter goes by it, so it follows the room while people are inside. */
    @Test
    void whoIsHeardOfCarriesTheLimitOfTheRoom() {
        Room room = FIXTURE.createRoom(0);
        Peer peer = FIXTURE.enter(room.name(), NOON).orElseThrow();
        assertThat(limit(room, peer)).isZero();
        Room limited = room.changed(room.rules(), Map.of("endMeetingAfterNoActivityInSec", 60L), NOON);
        FIXTURE.rooms.update(room, limited);
        FIXTURE.heartbeat(room.name(), peer, NOON.plusSeconds(30));
        assertThat(limit(room, peer)).hasSeconds(60);
        assertThat(limit(room, FIXTURE.enter(room.name(), NOON).orElseThrow())).hasSeconds(60);
        FIXTURE.rooms.update(limited, limited.changed(room.rules(), Map.of(), NOON));
        FIXTURE.heartbeat(room.name(), peer, NOON.plusSeconds(60));
        assertThat(limit(room, peer)).isZero();
    }

    private static Duration limit(Room room, Peer peer) {
        return PeerItem.noActivityLimit(
                FIXTURE.table().get(Key.peer(APP, room.name(), peer.id())).orElseThrow());
    }

    @Test
    void theIndexGoesBeyondOnePage() {
        DeadlineStore index = new DynamoDbDeadlineStore(new Table(TestTables.client(), TestTables.create()));
        List<Due> kept = new ArrayList<>();
        String id = "x".repeat(900);
        for (int i = 0; i < 1300; i++) {
            Due due = new Due(Due.Kind.ROOM, APP, new RoomName("one-room"), id, NOON.plusMillis(i));
            kept.add(due);
            index.keep(due);
        }
        assertThat(index.dueBy(NOON.plusMillis(1299))).isEqualTo(kept);
        assertThat(index.dueBy(NOON.plusMillis(1298))).hasSize(1299);
        index.forget(kept.get(0));
        assertThat(index.dueBy(NOON)).isEmpty();
    }

    private static RoomRules rules(Instant end) {
        return new RoomRules(
                false,
                false,
                false,
                Instant.EPOCH,
                end,
                false,
                0,
                0,
                RoomRules.OPEN.onSecondEntry(),
                RoomRules.OPEN.ejectAfter(),
                RoomRules.OPEN.withheld());
    }

    private static void meet(InterruptedDynamoDb client, Due due, Instant now) {
        RoomFixture through = FIXTURE.through(client);
        DeadlineStore index = new DynamoDbDeadlineStore(through.table());
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        new DeadlineService(
                        through.rooms,
                        through.meetings,
                        through.joinRequests,
                        index,
                        new DeadlineSchedule(index, new RecordingQueue(), clock),
                        clock)
                .meet(due);
    }
}
