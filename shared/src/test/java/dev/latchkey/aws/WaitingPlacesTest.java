package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.room.Room;
import dev.latchkey.testing.CountingDynamoDb;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.testing.TestTables;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many wait at a door is exact, and told without reading who waits; one token waits once. */
class WaitingPlacesTest {
    private static final RoomFixture FIXTURE = RoomFixture.open();
    private static final Duration WAIT = JoinRequest.WAIT;
    private static final int MOST = JoinRequest.MOST_WAITING;

    private final JoinRequestStore joinRequests = new DynamoDbJoinRequestStore(FIXTURE.table());
    private final Room room = FIXTURE.createRoom(0);

    @Test
    void ofManyInTheSameInstantAsManyWaitAsMayAlsoWhenAnswersAreLost() {
        JoinRequestStore rough = new DynamoDbJoinRequestStore(new Table(
                new FaultyDynamoDb(TestTables.client(), 21)
                        .cancellingAsAwsDoes()
                        .lostAnswers(0.2)
                        .throttling(0.1),
                FIXTURE.tableName()));
        List<Optional<JoinRequest>> joinAttempts =
                SimultaneousThreads.of(MOST + 20, () -> create(rough, request(NOON, null)));
        assertThat(joinAttempts.stream().filter(Optional::isPresent)).hasSize(MOST);
        assertThat(MeetingFixture.waiting(joinRequests, room, NOON)).hasSize(MOST);
    }

    @Test
    void toAskToJoinReadsNobodyHoweverManyWait() {
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ZERO);
        JoinRequestStore counted = new DynamoDbJoinRequestStore(new Table(counting, FIXTURE.tableName()));
        for (int waiting : new int[] {0, MOST - 1}) {
            Room door = FIXTURE.createRoom(0);
            for (int i = 0; i < waiting; i++) {
                joinRequests.create(APP, door.name(), request(NOON, door, null));
            }
            counting.reset();
            counted.create(APP, door.name(), request(NOON, door, null));
            assertThat(counting.itemsRead()).as(waiting + " wait").isZero();
            assertThat(counting.calls()).containsExactly("UpdateItem", "TransactWriteItems 1");
        }
    }

    @Test
    void whicheverMomentTheOtherAttemptComesAtBothWaitByOneRequest() {
        for (int at = 1; ; at++) {
            AccessClaims token = RoomFixture.token("jti-" + Ids.hex24(), "ada");
            List<JoinRequest> answers = new ArrayList<>();
            InterruptedDynamoDb client = new InterruptedDynamoDb(
                    TestTables.client(),
                    at,
                    () -> answers.add(create(joinRequests, request(NOON, token)).orElseThrow()));
            answers.add(
                    create(new DynamoDbJoinRequestStore(new Table(client, FIXTURE.tableName())), request(NOON, token))
                            .orElseThrow());
            if (!client.interrupted()) {
                assertThat(at).isGreaterThan(2);
                return;
            }
            assertThat(answers).as("before call " + at).containsOnly(answers.get(0));
            assertThat(MeetingFixture.waiting(joinRequests, room, NOON).stream()
                            .filter(request -> request.state() == JoinRequestState.WAITING))
                    .hasSize(at);
        }
    }

    private List<JoinRequest> fill(Instant now) {
        return SimultaneousThreads.of(
                MOST, () -> create(joinRequests, request(now, null)).orElseThrow());
    }

    private Optional<JoinRequest> create(JoinRequestStore store, JoinRequest request) {
        return store.create(APP, room.name(), request);
    }

    private JoinRequest request(Instant now, @Nullable AccessClaims token) {
        return request(now, room, token);
    }

    private static JoinRequest request(Instant now, Room door, @Nullable AccessClaims token) {
        Person person = token == null ? Person.named("somebody") : token.person();
        JoinRequest request = JoinRequest.of(Ids.ulid(now), door.id(), person, EntryDecision.WaitReason.LOCKED, now);
        return token == null ? request : request.showing(token);
    }
}
