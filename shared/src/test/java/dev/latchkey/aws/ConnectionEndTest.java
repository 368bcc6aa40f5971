package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.deadline.DeadlineSchedule;
import dev.latchkey.live.Connection;
import dev.latchkey.live.ConnectionEnd;
import dev.latchkey.live.ConnectionStore;
import dev.latchkey.meeting.Disconnections;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Room;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.RecordingQueue;
import dev.latchkey.testing.TestTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One peer with two connections, of which one ends amid the end of the other, before each call to the table in turn. */
class ConnectionEndTest {
    private static final RoomFixture FIXTURE = RoomFixture.open();
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final String OLDER = "older";
    private static final String NEWER = "newer";

    private final RecordingQueue deadlines = new RecordingQueue();

    /** Or the place would be kept until the lease is over, by a connection that is none. */
    @ParameterizedTest
    @ValueSource(strings = {OLDER, NEWER})
    void whoseConnectionsBothEndAtOnceIsNotKeptInsideByEither(String first) {
        for (int at = 1; ; at++) {
            TwoConnections two = new TwoConnections();
            InterruptedDynamoDb client = new InterruptedDynamoDb(
                    TestTables.client(), at, () -> two.end(FIXTURE, first.equals(OLDER) ? NEWER : OLDER));
            two.end(FIXTURE.through(client), first);
            if (!client.interrupted()) {
                return;
            }
            assertThat(two.peer().presence().isConnected())
                    .as("interrupted at call %d", at)
                    .isFalse();
            assertThat(deadlines.taken())
                    .as("somebody looks whether he has come back")
                    .isNotEmpty();
        }
    }

    @Test
    void whoseOtherConnectionIsThereIsKeptInsideByIt() {
        for (String ended : new String[] {OLDER, NEWER}) {
            TwoConnections two = new TwoConnections();
            two.end(FIXTURE, ended);
            assertThat(two.peer().presence().connection()).isEqualTo(ended.equals(OLDER) ? NEWER : OLDER);
            assertThat(deadlines.taken()).isEmpty();
        }
    }

    /** Of somebody inside, whom the newer one keeps there. */
    private final class TwoConnections {
        private final Room room = FIXTURE.createRoom(0);
        private final String peerId =
                FIXTURE.enter(room.name(), NOON).orElseThrow().id();

        TwoConnections() {
            open(OLDER, NOON);
            open(NEWER, NOON.plusSeconds(1));
        }

        private void open(String id, Instant at) {
            store(FIXTURE).put(connection(id, at));
            Peer before = peer();
            Peer connected = before.connected(id, at, room.rules(), before.sessionId());
            assertThat(FIXTURE.meetings.renew(room, before, connected, at)).isTrue();
        }

        private Connection connection(String id, Instant at) {
            return new Connection(id, APP, room.name(), room.id(), new Connection.Holder.OfPeer(peerId, 0, false), at);
        }

        void end(RoomFixture fixture, String id) {
            new ConnectionEnd(
                            store(fixture),
                            new Disconnections(fixture.meetings, CLOCK),
                            new DeadlineSchedule(new DynamoDbDeadlineStore(fixture.table()), deadlines, CLOCK))
                    .note(id);
        }

        private ConnectionStore store(RoomFixture fixture) {
            return new DynamoDbConnectionStore(fixture.table());
        }

        Peer peer() {
            return FIXTURE.meetings.find(APP, room.name(), peerId).orElseThrow();
        }
    }
}
