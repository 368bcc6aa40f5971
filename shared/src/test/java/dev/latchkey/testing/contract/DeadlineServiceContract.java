package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision.WaitReason;
import dev.latchkey.deadline.DeadlineSchedule;
import dev.latchkey.deadline.DeadlineService;
import dev.latchkey.deadline.DeadlineStore;
import dev.latchkey.deadline.Due;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Presence;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Role;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomControls;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.RecordingQueue;
import dev.latchkey.token.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is done about deadlines, over any stores. */
public abstract class DeadlineServiceContract {
    private static final Instant LEASE_END = NOON.plus(Peer.LEASE);
    private static final Instant ROOM_END = NOON.plusSeconds(60);
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Grant LISTENER = Grant.ofRole(Role.LISTENER);

    private final MeetingFixture fixture;
    private final DeadlineStore index;
    private final RecordingQueue queue = new RecordingQueue();

    protected DeadlineServiceContract(MeetingFixture fixture, DeadlineStore index) {
        this.fixture = fixture;
        this.index = index;
    }

    @Test
    void whoIsNotHeardOfIsOutAtTheInstantAtWhichTheLeaseIsOverAndNoMillisecondEarlier() {
        Room room = fixture.createRoom(2);
        Peer peer = enter(room);
        Due due = Due.of(APP, room.name(), peer);

        meet(due, LEASE_END.minus(MILLI));
        assertThat(isRecorded(room, peer)).isTrue();
        assertThat(sentAgain()).containsExactly(due);

        meet(due, LEASE_END);
        assertThat(isRecorded(room, peer)).isFalse();
        assertThat(sentAgain()).isEmpty();
    }

    @Test
    void historyHasTheInstantAndTheReasonHoweverLateItIsWritten() {
        Room room = fixture.createRoom(0);
        Peer peer = enter(room);
        meet(Due.of(APP, room.name(), peer), LEASE_END.plusSeconds(4));
        assertThat(past(room, peer).leftAt()).isEqualTo(LEASE_END);
        assertThat(past(room, peer).reason()).isEqualTo("lease");
        assertThat(fixture.going(room.name())).isEmpty();
        assertThat(fixture.sessions(room, NOON).get(0).endedAt()).isEqualTo(LEASE_END);
    }

    @Test
    void aMeetingGoesOnWithWhoeverIsLeft() {
        Room room = fixture.createRoom(0);
        Peer gone = enter(room);
        Peer stays = enter(room);
        assertThat(fixture.heartbeat(room.name(), stays, NOON.plusSeconds(30))).isTrue();
        meet(Due.of(APP, room.name(), gone), LEASE_END);
        assertThat(fixture.going(room.name())).isPresent();
        assertThat(isRecorded(room, stays)).isTrue();
    }

    @Test
    void whoseTimeIsUpIsOutAtThatInstant() {
        Room room = fixture.createRoom(0);
        Instant end = NOON.plusSeconds(40);
        Peer peer = fixture.enter(room.name(), NOON, one -> MeetingFixture.ejectedAt(one, end))
                .orElseThrow();
        meet(Due.of(APP, room.name(), peer), end.minus(MILLI));
        assertThat(isRecorded(room, peer)).isTrue();
        meet(Due.of(APP, room.name(), peer), end);
        assertThat(past(room, peer).leftAt()).isEqualTo(end);
        assertThat(past(room, peer).reason()).isEqualTo("time_up");
    }

    @Test
    void aHeartbeatMovesTheDeadline() {
        Room room = fixture.createRoom(0);
        Peer peer = enter(room);
        Due due = Due.of(APP, room.name(), peer);
        Instant heard = NOON.plusSeconds(30);
        fixture.heartbeat(room.name(), peer, heard);
        meet(due, LEASE_END);
        assertThat(isRecorded(room, peer)).isTrue();
        assertThat(sentAgain())
                .containsExactly(new Due(Due.Kind.PEER, APP, room.name(), peer.id(), heard.plus(Peer.LEASE)));
    }

    @Test
    void whatIsDueTwiceIsDoneOnce() {
        Room room = fixture.createRoom(2);
        Peer peer = enter(room);
        Due due = Due.of(APP, room.name(), peer);
        meet(due, LEASE_END);
        Participation once = past(room, peer);
        meet(due, LEASE_END.plusSeconds(9));
        assertThat(past(room, peer)).isEqualTo(once);
        assertThat(sentAgain()).isEmpty();
    }

    @Test
    void whoHasLeftIsNotOutASecondTime() {
        Room room = fixture.createRoom(0);
        Peer peer = enter(room);
        fixture.leave(room.name(), peer, NOON.plusSeconds(1));
        meet(Due.of(APP, room.name(), peer), LEASE_END);
        assertThat(past(room, peer).reason()).isEqualTo("left");
    }

    @Test
    void whoDoesNotComeBackIsOutWhenTheTimeForItIsOverAndNoMillisecondEarlier() {
        Room room = fixture.createRoom(2);
        Peer peer = connect(room, enter(room), "c1", NOON);
        Peer left = disconnect(room, peer, NOON.plusSeconds(10));
        Instant grace = NOON.plusSeconds(10).plus(Presence.GRACE);
        Due due = Due.ofDisconnected(APP, room.name(), left);
        assertThat(due.at()).isEqualTo(grace);

        meet(due, grace.minus(MILLI));
        assertThat(isRecorded(room, peer)).isTrue();
        assertThat(sentAgain()).containsExactly(due);

        meet(due, grace.plusSeconds(3));
        assertThat(past(room, peer).leftAt()).isEqualTo(grace);
        assertThat(past(room, peer).reason()).isEqualTo("disconnected");
        assertThat(sentAgain()).isEmpty();
    }

    @Test
    void whoHasComeBackByAnotherConnectionStaysAndItsLeaseIsLookedAtElsewhere() {
        Room room = fixture.createRoom(2);
        Peer left = disconnect(room, connect(room, enter(room), "c1", NOON), NOON.plusSeconds(10));
        connect(room, left, "c2", NOON.plusSeconds(20));
        Due due = Due.ofDisconnected(APP, room.name(), left);
        meet(due, due.at());
        assertThat(isRecorded(room, left)).isTrue();
        assertThat(sentAgain()).isEmpty();
    }

    @Test
    void whoHasComeBackByHeartbeatIsLookedAtAgainAtTheEndOfThatLease() {
        Room room = fixture.createRoom(2);
        Peer left = disconnect(room, connect(room, enter(room), "c1", NOON), NOON.plusSeconds(10));
        Instant heard = NOON.plusSeconds(20);
        assertThat(fixture.heartbeat(room.name(), left, heard)).isTrue();
        Due due = Due.ofDisconnected(APP, room.name(), left);
        meet(due, due.at());
        assertThat(isRecorded(room, left)).isTrue();
        Due next = new Due(Due.Kind.CONNECTION, APP, room.name(), left.id(), heard.plus(Peer.LEASE));
        assertThat(sentAgain()).containsExactly(next);
        meet(next, next.at());
        assertThat(past(room, left).leftAt()).isEqualTo(next.at());
        assertThat(past(room, left).reason()).isEqualTo("lease");
    }

    @Test
    void aWaitExpiresAtItsInstantAndGivesItsPlaceBack() {
        Room room = fixture.createRoom(0);
        JoinRequest request = askToJoin(room);
        Due due = Due.of(APP, room.name(), request).orElseThrow();
        meet(due, request.expires().minus(MILLI));
        assertThat(state(room, request)).isEqualTo(JoinRequestState.WAITING);
        assertThat(sentAgain()).containsExactly(due);
        meet(due, request.expires());
        assertThat(state(room, request)).isEqualTo(JoinRequestState.EXPIRED);
        meet(due, request.expires().plusSeconds(1));
        assertThat(state(room, request)).isEqualTo(JoinRequestState.EXPIRED);
        assertThat(sentAgain()).isEmpty();
    }

    @Test
    void anApprovalThatIsNotTakenUpExpiresAtItsInstant() {
        Room room = fixture.createRoom(0);
        JoinRequest request = askToJoin(room);
        JoinRequest approved = request.approved("key:k1/1", request.expires().minus(MILLI));
        fixture.joinRequests.decide(APP, room.name(), request, approved);

        meet(Due.of(APP, room.name(), request).orElseThrow(), request.expires());
        assertThat(state(room, request)).isEqualTo(JoinRequestState.APPROVED);
        Due due = Due.of(APP, room.name(), approved).orElseThrow();
        assertThat(sentAgain()).containsExactly(due);
        meet(due, approved.expires().minus(MILLI));
        assertThat(state(room, request)).isEqualTo(JoinRequestState.APPROVED);
        meet(due, approved.expires());
        assertThat(state(room, request)).isEqualTo(JoinRequestState.EXPIRED);
    }

    @Test
    void aDeniedRequestStaysDenied() {
        Room room = fixture.createRoom(0);
        JoinRequest request = askToJoin(room);
        fixture.joinRequests.decide(APP, room.name(), request, request.denied("key:k1/1"));
        meet(Due.of(APP, room.name(), request).orElseThrow(), request.expires());
        assertThat(state(room, request)).isEqualTo(JoinRequestState.DENIED);
    }

    @Test
    void aRoomThatEjectsIsEmptyAtItsEnd() {
        Room room = roomThatEnds(true, false);
        Peer peer = enter(room);
        Due due = kept(room);
        meet(due, ROOM_END.minus(MILLI));
        assertThat(isRecorded(room, peer)).isTrue();
        assertThat(sentAgain()).containsExactly(due);
        meet(due, ROOM_END);
        assertThat(past(room, peer).leftAt()).isEqualTo(ROOM_END);
        assertThat(past(room, peer).reason()).isEqualTo("room_end");
        assertThat(fixture.rooms.find(APP, room.name())).isPresent();
        assertThat(index.dueBy(ROOM_END)).doesNotContain(due);
    }

    @Test
    void aRoomThatIsToGoIsArchivedAtItsEnd() {
        Room room = roomThatEnds(false, true);
        Due due = kept(room);
        meet(due, ROOM_END.minus(MILLI));
        assertThat(fixture.rooms.find(APP, room.name())).isPresent();
        meet(due, ROOM_END);
        assertThat(fixture.rooms.find(APP, room.name())).isEmpty();
        assertThat(index.dueBy(ROOM_END)).doesNotContain(due);
    }

    @Test
    void whoIsInsideARoomThatEjectsAndGoesLeavesByItsEnd() {
        Room room = roomThatEnds(true, true);
        Peer peer = enter(room);
        meet(kept(room), ROOM_END);
        assertThat(isRecorded(room, peer)).isFalse();
        assertThat(fixture.rooms.find(APP, room.name())).isEmpty();
    }

    @Test
    void aRoomThatDoesNotEjectGoesWithTheLastOfThoseInside() {
        Room room = roomThatEnds(false, true);
        Peer peer = enter(room);
        Due due = kept(room);
        meet(due, ROOM_END);
        assertThat(fixture.rooms.find(APP, room.name())).isPresent();
        assertThat(index.dueBy(ROOM_END)).contains(due);

        fixture.leave(room.name(), peer, ROOM_END.plusSeconds(5));
        meet(new Due(Due.Kind.MEETING_OVER, APP, room.name(), room.id(), ROOM_END), ROOM_END.plusSeconds(5));
        assertThat(fixture.rooms.find(APP, room.name())).isEmpty();
    }

    @Test
    void theEndOfAMeetingIsNoEndOfARoom() {
        Room room = roomThatEnds(true, true);
        meet(new Due(Due.Kind.MEETING_OVER, APP, room.name(), room.id(), NOON), ROOM_END.minus(MILLI));
        assertThat(fixture.rooms.find(APP, room.name())).isPresent();
    }

    @Test
    void aRoomWhoseEndWasMovedGoesByTheNewOne() {
        Room room = roomThatEnds(true, true);
        Peer peer = enter(room);
        Due before = kept(room);
        Room moved = room.changed(rules(ROOM_END.plusSeconds(10), true), room.settings(), NOON);
        fixture.rooms.update(room, moved);

        meet(before, ROOM_END);
        meet(Due.of(APP, room.name(), peer.under(room.rules())), ROOM_END);
        assertThat(isRecorded(room, peer)).isTrue();
        assertThat(fixture.rooms.find(APP, room.name())).isPresent();
        assertThat(index.dueBy(ROOM_END)).doesNotContain(before);

        meet(Due.of(moved).orElseThrow(), ROOM_END.plusSeconds(10));
        assertThat(fixture.rooms.find(APP, room.name())).isEmpty();
    }

    @Test
    void aRoomThatHasTakenTheNameOfAnArchivedOneIsNotMeant() {
        Room room = roomThatEnds(true, true);
        Due due = kept(room);
        fixture.rooms.archive(room);
        Room next = fixture.createRoom(room.name().value(), 0);
        meet(due, ROOM_END);
        assertThat(fixture.rooms.find(APP, room.name())).contains(next);
        assertThat(index.dueBy(ROOM_END)).doesNotContain(due);
    }

    @Test
    void aLookAtAMeetingTakesOutWhoWasOverlooked() {
        Room room = fixture.createRoom(0);
        Peer peer = enter(room);
        Due look = Due.of(APP, room.name(), fixture.going(room.name()).orElseThrow());
        index.keep(look);
        meet(look, LEASE_END.minus(MILLI));
        assertThat(isRecorded(room, peer)).isTrue();
        meet(look, LEASE_END.plusSeconds(600));
        assertThat(past(room, peer).leftAt()).isEqualTo(LEASE_END);
        assertThat(fixture.going(room.name())).isEmpty();
        assertThat(index.dueBy(NOON)).contains(look);
        meet(look, LEASE_END.plusSeconds(1200));
        assertThat(index.dueBy(NOON)).doesNotContain(look);
    }

    @Test
    void aMeetingThatNobodyMaySpeakInIsOverOnceThatHasLastedAsLongAsItsRoomSays() {
        Room room = roomWithLimit(60);
        Peer speaker = enter(room);
        Peer listener = enterAs(room, LISTENER, NOON);
        Instant gone = NOON.plusSeconds(5);
        fixture.leave(room.name(), speaker, gone);
        Due due = Due.withoutActivity(APP, room.name(), room.id(), gone, LIMIT);

        meet(due, gone.plus(LIMIT).minus(MILLI));
        assertThat(isRecorded(room, listener)).isTrue();
        assertThat(sentAgain()).containsExactly(due);

        meet(due, gone.plus(LIMIT).plusSeconds(3));
        assertThat(past(room, listener).leftAt()).isEqualTo(gone.plus(LIMIT));
        assertThat(past(room, listener).reason()).isEqualTo("no_activity");
        assertThat(fixture.sessions(room, gone).get(0).endedAt()).isEqualTo(gone.plus(LIMIT));
        assertThat(sentAgain()).isEmpty();
        // It is no ban: whoever comes again begins another meeting.
        assertThat(fixture.enter(room.name(), gone.plus(LIMIT).plusSeconds(4))).isPresent();
    }

    @Test
    void aMeetingThatNobodyMaySpeakInFromItsStartEndsToo() {
        Room room = roomWithLimit(60);
        Peer listener = enterAs(room, LISTENER, NOON);
        meet(Due.withoutActivity(APP, room.name(), room.id(), NOON, LIMIT), NOON.plus(LIMIT));
        assertThat(past(room, listener).leftAt()).isEqualTo(NOON.plus(LIMIT));
    }

    @Test
    void aMeetingGoesOnAsLongAsSomebodyMaySpeak() {
        Room room = roomWithLimit(60);
        enterAs(room, LISTENER, NOON);
        enter(room);
        meet(Due.withoutActivity(APP, room.name(), room.id(), NOON, LIMIT), NOON.plus(LIMIT));
        assertThat(fixture.inside(room, NOON.plus(LIMIT))).hasSize(2);
        assertThat(sentAgain()).isEmpty();
    }

    @Test
    void aMeetingGoesOnWhenSomebodyWhoMaySpeakComesOrIsPromoted() {
        for (boolean comes : List.of(true, false)) {
            Room room = roomWithLimit(60);
            Peer listener = enterAs(room, LISTENER, NOON);
            Instant moment = NOON.plus(LIMIT).minus(MILLI);
            if (comes) {
                fixture.enter(room.name(), moment);
            } else {
                change(room, listener, Grant.GUEST, moment);
            }
            meet(Due.withoutActivity(APP, room.name(), room.id(), NOON, LIMIT), NOON.plus(LIMIT));
            assertThat(isRecorded(room, listener)).isTrue();
            assertThat(sentAgain()).isEmpty();
        }
    }

    @Test
    void theTimeCountsFromWhenTheLastLostHisVoice() {
        Room room = roomWithLimit(60);
        Peer speaker = enter(room);
        Instant demoted = NOON.plusSeconds(9);
        change(room, speaker, LISTENER, demoted);
        Due due = Due.withoutActivity(APP, room.name(), room.id(), demoted, LIMIT);
        meet(due, demoted.plus(LIMIT).minus(MILLI));
        assertThat(isRecorded(room, speaker)).isTrue();
        assertThat(sentAgain()).containsExactly(due);
        meet(due, demoted.plus(LIMIT));
        assertThat(past(room, speaker).leftAt()).isEqualTo(demoted.plus(LIMIT));
    }

    /** Nobody has noticed yet that the speaker vanished: his voice was there until his lease was over. */
    @Test
    void theTimeCountsFromTheEndOfALeaseThatNobodyHasSeenTo() {
        Room room = roomWithLimit(60);
        enter(room);
        Peer listener = enterAs(room, LISTENER, NOON);
        Instant end = LEASE_END.plus(LIMIT);
        for (Instant heard = NOON; heard.isBefore(end); heard = heard.plusSeconds(30)) {
            fixture.heartbeat(room.name(), listener, heard);
        }
        Due due = Due.withoutActivity(APP, room.name(), room.id(), LEASE_END, LIMIT);
        meet(due, end.minus(MILLI));
        assertThat(sentAgain()).containsExactly(due);
        assertThat(isRecorded(room, listener)).isTrue();
        meet(due, end);
        assertThat(past(room, listener).leftAt()).isEqualTo(end);
    }

    /** A room that lets only its admins speak from now on takes everybody's voice, and the time counts from then. */
    @Test
    void aChangeOfTheRoomStartsTheTimeAnew() {
        Room room = roomWithLimit(60);
        Peer guest = enter(room);
        Instant muted = NOON.plusSeconds(20);
        Map<String, Object> settings = Map.of("endMeetingAfterNoActivityInSec", 60L, "ownerOnlyBroadcast", true);
        Room silent = room.changed(silent(), settings, muted);
        fixture.rooms.update(room, silent);
        Due due = Due.withoutActivity(APP, room.name(), room.id(), muted, LIMIT);
        meet(due, NOON.plus(LIMIT));
        assertThat(isRecorded(room, guest)).isTrue();
        assertThat(sentAgain()).containsExactly(due);
        fixture.heartbeat(room.name(), guest, NOON.plus(LIMIT));
        meet(due, muted.plus(LIMIT));
        assertThat(past(room, guest).reason()).isEqualTo("no_activity");
    }

    @Test
    void whoComesAfterTheEndThatNobodyHasSeenToLeavesNoEarlierThanHeCame() {
        Room room = roomWithLimit(60);
        enterAs(room, LISTENER, NOON);
        Instant late = NOON.plus(LIMIT).plusSeconds(2);
        Peer latecomer = enterAs(room, LISTENER, late);
        meet(Due.withoutActivity(APP, room.name(), room.id(), NOON, LIMIT), late.plusSeconds(1));
        assertThat(past(room, latecomer).leftAt()).isEqualTo(late);
        assertThat(fixture.sessions(room, late).get(0).endedAt()).isEqualTo(late);
    }

    @Test
    void aRoomWithoutALimitLetsItsListenersStay() {
        Room room = roomWithLimit(0);
        Peer listener = enterAs(room, LISTENER, NOON);
        meet(Due.withoutActivity(APP, room.name(), room.id(), NOON, LIMIT), NOON.plus(LIMIT));
        assertThat(isRecorded(room, listener)).isTrue();
        assertThat(sentAgain()).isEmpty();
    }

    @Test
    void aLookAtAMeetingFindsThatNobodyMaySpeakInIt() {
        Room room = roomWithLimit(60);
        Peer listener = enterAs(room, LISTENER, NOON);
        Due look = Due.of(APP, room.name(), fixture.going(room.name()).orElseThrow());
        meet(look, NOON.plusSeconds(10));
        assertThat(sentAgain()).containsExactly(Due.withoutActivity(APP, room.name(), room.id(), NOON, LIMIT));
        meet(look, NOON.plus(LIMIT));
        assertThat(isRecorded(room, listener)).isFalse();
    }

    /** Each sweep looks again, and the last before the end sends a message. */
    @Test
    void aLookAtAMeetingSendsNothingThatALaterLookWill() {
        long limit = MessageQueue.LONGEST_DELAY.toSeconds() + 60;
        Room room = roomWithLimit(limit);
        enterAs(room, LISTENER, NOON);
        Due look = Due.of(APP, room.name(), fixture.going(room.name()).orElseThrow());
        meet(look, NOON.plusSeconds(60));
        assertThat(sentAgain()).isEmpty();
        meet(look, NOON.plusSeconds(60).plus(MILLI));
        assertThat(sentAgain())
                .containsExactly(Due.withoutActivity(APP, room.name(), room.id(), NOON, Duration.ofSeconds(limit)));
    }

    private Room roomWithLimit(long seconds) {
        return fixture.rooms.create(Room.create(
                APP,
                new RoomName("room-" + Ids.hex24()),
                Ids.hex24(),
                RoomRules.OPEN,
                Map.of("endMeetingAfterNoActivityInSec", seconds),
                NOON));
    }

    private static RoomRules silent() {
        return new RoomRules(
                false,
                false,
                false,
                Instant.EPOCH,
                Instant.MAX,
                false,
                0,
                0,
                SecondEntry.ALLOW,
                Duration.ZERO,
                RoomControls.withheld(Map.of("ownerOnlyBroadcast", true)));
    }

    private Peer enterAs(Room room, Grant grant, Instant now) {
        return fixture.enter(room.name(), now, peer -> peer.changed(grant, peer.person(), Instant.EPOCH))
                .orElseThrow();
    }

    private void change(Room room, Peer peer, Grant grant, Instant now) {
        assertThat(fixture.meetings.update(room, peer, peer.changed(grant, peer.person(), now)))
                .isTrue();
    }

    private Peer enter(Room room) {
        return fixture.enter(room.name(), NOON).orElseThrow();
    }

    private Peer connect(Room room, Peer peer, String connection, Instant now) {
        Peer connected = peer.connected(connection, now, room.rules(), peer.sessionId());
        assertThat(fixture.meetings.renew(room, peer, connected, now)).isTrue();
        return connected;
    }

    private Peer disconnect(Room room, Peer peer, Instant now) {
        Peer left = peer.disconnected(now);
        assertThat(fixture.meetings.disconnect(APP, room.name(), peer, left)).isTrue();
        return left;
    }

    private JoinRequest askToJoin(Room room) {
        JoinRequest request = JoinRequest.of(Ids.ulid(NOON), room.id(), Person.named("Ada"), WaitReason.LOCKED, NOON);
        return fixture.joinRequests.create(APP, room.name(), request).orElseThrow();
    }

    private Room roomThatEnds(boolean ejects, boolean goes) {
        return fixture.rooms.create(Room.create(
                APP,
                new RoomName("room-" + Ids.hex24()),
                Ids.hex24(),
                rules(ROOM_END, ejects),
                Map.of("deleteOnExp", goes),
                NOON));
    }

    private static RoomRules rules(Instant end, boolean ejects) {
        return new RoomRules(
                false,
                false,
                false,
                Instant.EPOCH,
                end,
                ejects,
                0,
                0,
                SecondEntry.ALLOW,
                Duration.ZERO,
                Permissions.NONE);
    }

    private Due kept(Room room) {
        Due due = Due.of(room).orElseThrow();
        index.keep(due);
        return due;
    }

    private boolean isRecorded(Room room, Peer peer) {
        return fixture.meetings.find(APP, room.name(), peer.id()).isPresent();
    }

    /** As it was written: somebody who is still recorded as inside is not past. */
    private Participation past(Room room, Peer peer) {
        assertThat(isRecorded(room, peer)).isFalse();
        return fixture.meetings.participants(room, peer.sessionId(), PageRequest.first(100), NOON).entries().stream()
                .filter(one -> one.peer().id().equals(peer.id()))
                .findFirst()
                .orElseThrow();
    }

    private JoinRequestState state(Room room, JoinRequest request) {
        return fixture.joinRequests
                .find(APP, room.name(), request.id())
                .orElseThrow()
                .state();
    }

    private List<Due> sentAgain() {
        return queue.taken().stream().map(Message::text).map(Due::parse).toList();
    }

    private void meet(Due due, Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        new DeadlineService(
                        fixture.rooms,
                        fixture.meetings,
                        fixture.joinRequests,
                        index,
                        new DeadlineSchedule(index, queue, clock),
                        clock)
                .meet(due);
    }
}
