package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision;
import dev.latchkey.access.Presented;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.room.Room;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.ForwardingDynamoDb;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.testing.TestTables;
import dev.latchkey.token.Person;
import dev.latchkey.token.TicketClaims;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class DynamoDbJoinRequestStoreTest extends dev.latchkey.testing.contract.JoinRequestStoreContract {
    private static final RoomFixture FIXTURE = RoomFixture.open();

    private final JoinRequestStore joinRequests = FIXTURE.joinRequests;
    private final Room room = FIXTURE.createRoom(10);

    DynamoDbJoinRequestStoreTest() {
        super(FIXTURE);
    }

    @Test
    void requestThatEndsWhileItIsReadIsFoundAllTheSame() {
        JoinRequest request = askToJoin(NOON);
        joinRequests.decide(APP, room.name(), request, request.denied("d").saying("no"));
        JoinRequestStore torn =
                new DynamoDbJoinRequestStore(new Table(new TornBatch(TestTables.client()), FIXTURE.tableName()));
        TicketClaims ticket = new TicketClaims(
                APP, room.name(), room.id(), request.id(), "", "", NOON, NOON.plus(TicketClaims.LIFETIME));

        assertThat(torn.find(APP, room.name(), request.id()))
                .map(JoinRequest::state)
                .contains(JoinRequestState.DENIED);
        assertThat(torn.look(ticket).request()).isNotNull();
    }

    /** Reads the request under its new key before it ends and under its old one afterwards, as a batch may. */
    private static final class TornBatch extends ForwardingDynamoDb {
        TornBatch(DynamoDbClient real) {
            super(real);
        }

        @Override
        @SuppressWarnings("unchecked") // the answer to a batch is a batch's answer
        protected <T extends DynamoDbResponse> T call(DynamoDbRequest asked, Supplier<T> carryOut) {
            T answer = carryOut.get();
            if (!(answer instanceof BatchGetItemResponse batch)) {
                return answer;
            }
            Map<String, List<Map<String, AttributeValue>>> left = new HashMap<>();
            batch.responses()
                    .forEach((table, items) -> left.put(
                            table,
                            items.stream()
                                    .filter(item -> !item.get("sk").s().startsWith("DONE#"))
                                    .toList()));
            return (T) batch.toBuilder().responses(left).build();
        }
    }

    @Test
    void whoeverListsDoesNotForgetWhatIsApprovedInThatMoment() {
        JoinRequest request = askToJoin(NOON);
        JoinRequest approved = request.approved("d", request.expires().minusMillis(1));
        JoinRequestStore interrupted = new DynamoDbJoinRequestStore(new Table(
                new InterruptedDynamoDb(
                        TestTables.client(), 2, () -> joinRequests.decide(APP, room.name(), request, approved)),
                FIXTURE.tableName()));
        MeetingFixture.waiting(interrupted, room, request.expires().plus(JoinRequestStore.LEFT_TO_ITS_DEADLINE));
        assertThat(joinRequests.find(APP, room.name(), request.id())).contains(approved);
    }

    @Test
    void aRequestWhoseAnswerWasLostDoesNotUndoTheDecisionMadeMeanwhile() {
        JoinRequest request = request(NOON);
        JoinRequest denied = request.denied("d");
        AtomicBoolean lost = new AtomicBoolean();
        DynamoDbClient client = new ForwardingDynamoDb(TestTables.client()) {
            @Override
            protected <T extends DynamoDbResponse> T call(DynamoDbRequest asked, Supplier<T> carryOut) {
                T answer = carryOut.get();
                if (asked instanceof TransactWriteItemsRequest && lost.compareAndSet(false, true)) {
                    joinRequests.decide(APP, room.name(), request, denied);
                    throw ApiCallTimeoutException.create(1);
                }
                return answer;
            }
        };
        new DynamoDbJoinRequestStore(new Table(client, FIXTURE.tableName())).create(APP, room.name(), request);
        assertThat(joinRequests.find(APP, room.name(), request.id())).contains(denied);
        assertThat(MeetingFixture.waiting(joinRequests, room, NOON)).isEmpty();
    }

    @Test
    void ofTwoAdminsWhoDecideAtOnceOneDoesAlsoInBadWeather() {
        List<JoinRequest> requests = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            requests.add(askToJoin(NOON));
        }
        JoinRequestStore rough = new DynamoDbJoinRequestStore(new Table(
                new FaultyDynamoDb(TestTables.client(), 11)
                        .cancellingAsAwsDoes()
                        .lostAnswers(0.2)
                        .throttling(0.1),
                FIXTURE.tableName()));
        List<Callable<Optional<JoinRequest>>> admins = new ArrayList<>();
        for (JoinRequest request : requests) {
            admins.add(() -> rough.decide(APP, room.name(), request, request.approved(Ids.hex24(), NOON)));
            admins.add(() -> rough.decide(APP, room.name(), request, request.denied(Ids.hex24())));
        }
        List<Optional<JoinRequest>> inTheWay = SimultaneousThreads.of(admins);
        for (int i = 0; i < requests.size(); i++) {
            JoinRequest now =
                    joinRequests.find(APP, room.name(), requests.get(i).id()).orElseThrow();
            Optional<JoinRequest> approval = inTheWay.get(2 * i);
            Optional<JoinRequest> denial = inTheWay.get(2 * i + 1);
            assertThat(now.state()).isEqualTo(approval.isEmpty() ? JoinRequestState.APPROVED : JoinRequestState.DENIED);
            assertThat(approval.or(() -> denial)).as("the other is told").contains(now);
            assertThat(approval.isPresent() && denial.isPresent()).isFalse();
        }
    }

    @Test
    void ofManyApprovedAsManyComeInAsThereArePlacesAndTheOthersMayTryAgain() {
        List<JoinRequest> approved = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            approved.add(approve(askToJoin(NOON)));
        }
        RoomFixture rough = FIXTURE.through(new FaultyDynamoDb(TestTables.client(), 12)
                .cancellingAsAwsDoes()
                .lostAnswers(0.1));
        List<JoinOutcome> outcomes = SimultaneousThreads.of(approved.stream()
                .<Callable<JoinOutcome>>map(request -> () -> enterBy(rough, request))
                .toList());
        assertThat(outcomes.stream().filter(JoinOutcome.Joined.class::isInstance))
                .hasSize(10);
        assertThat(outcomes.stream().filter(JoinOutcome.Full.class::isInstance)).hasSize(30);
        assertThat(FIXTURE.recorded(room.name())).hasSize(10);
        assertThat(approved.stream()
                        .map(request -> joinRequests
                                .find(APP, room.name(), request.id())
                                .orElseThrow())
                        .filter(request -> request.state() == JoinRequestState.APPROVED))
                .hasSize(30);
        FIXTURE.leave(room.name(), FIXTURE.recorded(room.name()).get(0), NOON);
        JoinRequest another = approved.get(outcomes.indexOf(new JoinOutcome.Full()));
        assertThat(enterBy(FIXTURE, another)).isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void anApprovalWorksOnce() {
        for (Room door : List.of(room, FIXTURE.createRoom(0))) {
            JoinRequest request = request(NOON, door);
            joinRequests.create(APP, door.name(), request);
            JoinRequest approved = request.approved("d", NOON);
            joinRequests.decide(APP, door.name(), request, approved);
            List<JoinOutcome> outcomes = SimultaneousThreads.of(8, () -> enterBy(FIXTURE, approved, door));
            assertThat(outcomes.stream().filter(JoinOutcome.Joined.class::isInstance))
                    .hasSize(1);
            assertThat(outcomes.stream().filter(JoinOutcome.RequestGone.class::isInstance))
                    .hasSize(7);
            String peer = FIXTURE.recorded(door.name()).get(0).id();
            assertThat(joinRequests.find(APP, door.name(), request.id())).contains(approved.admitted(peer));
        }
    }

    @Test
    void aWithdrawalAgainstAnEntryLeavesOneOfTheTwo() {
        for (int round = 0; round < 10; round++) {
            JoinRequest approved = approve(askToJoin(NOON));
            List<Boolean> happened = SimultaneousThreads.of(List.of(
                    () -> enterBy(FIXTURE, approved) instanceof JoinOutcome.Joined,
                    () -> joinRequests
                            .decide(APP, room.name(), approved, approved.cancelled("c"))
                            .isEmpty()));
            assertThat(happened).containsOnlyOnce(true);
            boolean inside = !FIXTURE.recorded(room.name()).isEmpty();
            assertThat(inside).isEqualTo(happened.get(0));
            FIXTURE.recorded(room.name()).forEach(peer -> FIXTURE.leave(room.name(), peer, NOON));
        }
    }

    private JoinRequest askToJoin(Instant now) {
        JoinRequest request = request(now);
        joinRequests.create(APP, room.name(), request);
        return request;
    }

    private JoinRequest request(Instant now) {
        return request(now, room);
    }

    private static JoinRequest request(Instant now, Room door) {
        return JoinRequest.of(
                Ids.ulid(now), door.id(), Person.named("somebody"), EntryDecision.WaitReason.PRIVATE, now);
    }

    private JoinRequest approve(JoinRequest request) {
        JoinRequest approved = request.approved(Ids.hex24(), NOON);
        assertThat(joinRequests.decide(APP, room.name(), request, approved)).isEmpty();
        return approved;
    }

    private JoinOutcome enterBy(RoomFixture fixture, JoinRequest request) {
        return enterBy(fixture, request, room);
    }

    private static JoinOutcome enterBy(RoomFixture fixture, JoinRequest request, Room door) {
        EntrySnapshot snapshot = fixture.meetings.look(APP, door.name(), new Presented.Nothing());
        return fixture.meetings.join(door, snapshot, RoomFixture.peer(door, NOON), request, NOON);
    }

    private TicketClaims ticket(JoinRequest request) {
        return new TicketClaims(
                APP, room.name(), room.id(), request.id(), "", "", NOON, NOON.plus(TicketClaims.LIFETIME));
    }
}
