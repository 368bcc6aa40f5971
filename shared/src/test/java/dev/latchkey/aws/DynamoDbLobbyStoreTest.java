package dev.latchkey.aws;

import static dev.latchkey.aws.Venue.APP;
import static dev.latchkey.aws.Venue.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Entry;
import dev.latchkey.claims.Person;
import dev.latchkey.claims.TicketClaims;
import dev.latchkey.id.Ids;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.lobby.JoinState;
import dev.latchkey.lobby.LobbyStore;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.Scene;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.Room;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.ForwardingDynamoDb;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.TestTables;
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

class DynamoDbLobbyStoreTest {
    private static final Venue VENUE = Venue.open();

    private final LobbyStore lobby = new DynamoDbLobbyStore(VENUE.table());
    private final Room room = VENUE.createRoom(10);

    @Test
    void thoseWhoWaitAreListedInTheOrderInWhichTheyCame() {
        List<JoinRequest> came = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            came.add(knock(NOON.plusSeconds(i)));
        }
        lobby.decide(APP, room.name(), came.get(1), came.get(1).denied(null, "d"));
        lobby.decide(APP, room.name(), came.get(3), came.get(3).approved(null, null, "d", NOON));
        assertThat(lobby.waiting(room, NOON.plusSeconds(9))).containsExactly(came.get(0), came.get(2), came.get(4));
    }

    @Test
    void requestThatEndsWhileItIsReadIsFoundAllTheSame() {
        JoinRequest request = knock(NOON);
        lobby.decide(APP, room.name(), request, request.denied("no", "d"));
        LobbyStore torn = new DynamoDbLobbyStore(new Table(new TornBatch(TestTables.client()), VENUE.tableName()));
        TicketClaims ticket = new TicketClaims(
                APP, room.name(), room.id(), request.id(), "", "", NOON, NOON.plus(TicketClaims.LIFETIME));

        assertThat(torn.find(APP, room.name(), request.id()))
                .map(JoinRequest::state)
                .contains(JoinState.DENIED);
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
    void nobodyWaitsAtTheDoorOfAnotherRoomOfTheSameName() {
        knock(NOON);
        VENUE.rooms.archive(room);
        Room next = VENUE.createRoom(room.name().value(), 0);
        assertThat(lobby.waiting(next, NOON)).isEmpty();
    }

    @Test
    void aWaitIsOverAtTheInstantAtWhichItExpiresAndIsForgottenByWhoeverLists() {
        JoinRequest request = knock(NOON);
        assertThat(lobby.waiting(room, request.expires().minusMillis(1))).containsExactly(request);
        assertThat(lobby.waiting(room, request.expires())).isEmpty();
        assertThat(lobby.find(APP, room.name(), request.id())).isEmpty();
    }

    @Test
    void whoeverListsDoesNotForgetWhatIsApprovedInThatMoment() {
        JoinRequest request = knock(NOON);
        JoinRequest approved =
                request.approved(null, null, "d", request.expires().minusMillis(1));
        LobbyStore interrupted = new DynamoDbLobbyStore(new Table(
                new InterruptedDynamoDb(
                        TestTables.client(), 2, () -> lobby.decide(APP, room.name(), request, approved)),
                VENUE.tableName()));
        interrupted.waiting(room, request.expires());
        assertThat(lobby.find(APP, room.name(), request.id())).contains(approved);
    }

    @Test
    void aDecisionIsFoundByEverybody() {
        JoinRequest request = knock(NOON);
        JoinRequest approved = request.approved(Grant.HOST, "come in", "d", NOON);
        assertThat(lobby.decide(APP, room.name(), request, approved)).isEmpty();
        assertThat(lobby.find(APP, room.name(), request.id())).contains(approved);
        assertThat(lobby.look(ticket(request)).request()).isEqualTo(approved);

        JoinRequest cancelled = approved.cancelled("e");
        assertThat(lobby.decide(APP, room.name(), approved, cancelled)).isEmpty();
        assertThat(lobby.look(ticket(request)).request()).isEqualTo(cancelled);
        assertThat(lobby.waiting(room, NOON)).isEmpty();
    }

    @Test
    void whoeverDecidesOnWhatHasChangedIsToldWhatItIs() {
        JoinRequest request = knock(NOON);
        JoinRequest denied = request.denied("no", "first");
        lobby.decide(APP, room.name(), request, denied);
        assertThat(lobby.decide(APP, room.name(), request, request.approved(null, null, "second", NOON)))
                .contains(denied);
        assertThat(lobby.find(APP, room.name(), request.id())).contains(denied);
    }

    @Test
    void aRequestWhoseAnswerWasLostDoesNotUndoTheDecisionMadeMeanwhile() {
        JoinRequest request = request(NOON);
        JoinRequest denied = request.denied(null, "d");
        AtomicBoolean lost = new AtomicBoolean();
        DynamoDbClient client = new ForwardingDynamoDb(TestTables.client()) {
            @Override
            protected <T extends DynamoDbResponse> T call(DynamoDbRequest asked, Supplier<T> carryOut) {
                T answer = carryOut.get();
                if (lost.compareAndSet(false, true)) {
                    lobby.decide(APP, room.name(), request, denied);
                    throw ApiCallTimeoutException.create(1);
                }
                return answer;
            }
        };
        new DynamoDbLobbyStore(new Table(client, VENUE.tableName())).create(APP, room.name(), request);
        assertThat(lobby.find(APP, room.name(), request.id())).contains(denied);
        assertThat(lobby.waiting(room, NOON)).isEmpty();
    }

    @Test
    void ofTwoAdminsWhoDecideAtOnceOneDoesAlsoInBadWeather() {
        List<JoinRequest> requests = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            requests.add(knock(NOON));
        }
        LobbyStore rough = new DynamoDbLobbyStore(new Table(
                new FaultyDynamoDb(TestTables.client(), 11)
                        .cancellingAsAwsDoes()
                        .lostAnswers(0.2)
                        .throttling(0.1),
                VENUE.tableName()));
        List<Callable<Optional<JoinRequest>>> admins = new ArrayList<>();
        for (JoinRequest request : requests) {
            admins.add(() -> rough.decide(APP, room.name(), request, request.approved(null, null, Ids.hex24(), NOON)));
            admins.add(() -> rough.decide(APP, room.name(), request, request.denied(null, Ids.hex24())));
        }
        List<Optional<JoinRequest>> inTheWay = Crowd.of(admins);
        for (int i = 0; i < requests.size(); i++) {
            JoinRequest now = lobby.find(APP, room.name(), requests.get(i).id()).orElseThrow();
            Optional<JoinRequest> approval = inTheWay.get(2 * i);
            Optional<JoinRequest> denial = inTheWay.get(2 * i + 1);
            assertThat(now.state()).isEqualTo(approval.isEmpty() ? JoinState.APPROVED : JoinState.DENIED);
            assertThat(approval.or(() -> denial)).as("the other is told").contains(now);
            assertThat(approval.isPresent() && denial.isPresent()).isFalse();
        }
    }

    @Test
    void ofManyApprovedAsManyComeInAsThereArePlacesAndTheOthersMayTryAgain() {
        List<JoinRequest> approved = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            approved.add(approve(knock(NOON)));
        }
        Venue rough = VENUE.through(new FaultyDynamoDb(TestTables.client(), 12)
                .cancellingAsAwsDoes()
                .lostAnswers(0.1));
        List<JoinOutcome> outcomes = Crowd.of(approved.stream()
                .<Callable<JoinOutcome>>map(request -> () -> enterBy(rough, request))
                .toList());
        assertThat(outcomes.stream().filter(JoinOutcome.Joined.class::isInstance))
                .hasSize(10);
        assertThat(outcomes.stream().filter(JoinOutcome.Full.class::isInstance)).hasSize(30);
        assertThat(VENUE.recorded(room.name())).hasSize(10);
        assertThat(approved.stream()
                        .map(request ->
                                lobby.find(APP, room.name(), request.id()).orElseThrow())
                        .filter(request -> request.state() == JoinState.APPROVED))
                .hasSize(30);
        VENUE.leave(room.name(), VENUE.recorded(room.name()).get(0), NOON);
        JoinRequest another = approved.get(outcomes.indexOf(new JoinOutcome.Full()));
        assertThat(enterBy(VENUE, another)).isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void anApprovalWorksOnce() {
        for (Room door : List.of(room, VENUE.createRoom(0))) {
            JoinRequest request = request(NOON, door);
            lobby.create(APP, door.name(), request);
            JoinRequest approved = request.approved(null, null, "d", NOON);
            lobby.decide(APP, door.name(), request, approved);
            List<JoinOutcome> outcomes = Crowd.of(8, () -> enterBy(VENUE, approved, door));
            assertThat(outcomes.stream().filter(JoinOutcome.Joined.class::isInstance))
                    .hasSize(1);
            assertThat(outcomes.stream().filter(JoinOutcome.RequestGone.class::isInstance))
                    .hasSize(7);
            String peer = VENUE.recorded(door.name()).get(0).id();
            assertThat(lobby.find(APP, door.name(), request.id())).contains(approved.admitted(peer));
        }
    }

    @Test
    void aWithdrawalAgainstAnEntryLeavesOneOfTheTwo() {
        for (int round = 0; round < 10; round++) {
            JoinRequest approved = approve(knock(NOON));
            List<Boolean> happened = Crowd.of(List.of(
                    () -> enterBy(VENUE, approved) instanceof JoinOutcome.Joined,
                    () -> lobby.decide(APP, room.name(), approved, approved.cancelled("c"))
                            .isEmpty()));
            assertThat(happened).containsOnlyOnce(true);
            boolean inside = !VENUE.recorded(room.name()).isEmpty();
            assertThat(inside).isEqualTo(happened.get(0));
            VENUE.recorded(room.name()).forEach(peer -> VENUE.leave(room.name(), peer, NOON));
        }
    }

    private JoinRequest knock(Instant now) {
        JoinRequest request = request(now);
        lobby.create(APP, room.name(), request);
        return request;
    }

    private JoinRequest request(Instant now) {
        return request(now, room);
    }

    private static JoinRequest request(Instant now, Room door) {
        return JoinRequest.of(Ids.ulid(now), door.id(), Person.named("somebody"), null, Entry.WaitReason.PRIVATE, now);
    }

    private JoinRequest approve(JoinRequest request) {
        JoinRequest approved = request.approved(null, null, Ids.hex24(), NOON);
        assertThat(lobby.decide(APP, room.name(), request, approved)).isEmpty();
        return approved;
    }

    private JoinOutcome enterBy(Venue venue, JoinRequest request) {
        return enterBy(venue, request, room);
    }

    private static JoinOutcome enterBy(Venue venue, JoinRequest request, Room door) {
        Scene scene = venue.meetings.look(APP, door.name(), null);
        return venue.meetings.join(door, scene, Venue.peer(door, NOON), request, NOON);
    }

    private TicketClaims ticket(JoinRequest request) {
        return new TicketClaims(
                APP, room.name(), room.id(), request.id(), "", "", NOON, NOON.plus(TicketClaims.LIFETIME));
    }
}
