package dev.latchkey.aws;

import static dev.latchkey.aws.Venue.APP;
import static dev.latchkey.aws.Venue.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Standing;
import dev.latchkey.json.JsonText;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Scene;
import dev.latchkey.meeting.Session;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.TestTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeetingStoreTest {
    private static final Venue VENUE = Venue.open();
    private static final Instant LATER = NOON.plusSeconds(30);
    private static final Instant GONE = NOON.plus(Peer.LEASE);

    @Test
    void theFirstInStartsAMeetingAndTheLastOutEndsIt() {
        RoomName room = VENUE.createRoom(0).name();
        assertThat(VENUE.live(room)).isEmpty();
        Peer first = enter(room, NOON);
        Peer second = enter(room, LATER);
        assertThat(second.sessionId()).isEqualTo(first.sessionId());
        assertThat(VENUE.live(room)).contains(Session.start(first.sessionId(), first.roomId(), NOON));
        assertThat(VENUE.history(room)).containsExactly(Session.start(first.sessionId(), first.roomId(), NOON));

        VENUE.leave(room, first, LATER);
        assertThat(VENUE.live(room)).isPresent();
        VENUE.leave(room, second, LATER.plusSeconds(1));
        assertThat(VENUE.live(room)).isEmpty();
        assertThat(VENUE.history(room))
                .containsExactly(new Session(first.sessionId(), first.roomId(), NOON, LATER.plusSeconds(1)));
    }

    @Test
    void whoeverComesAfterTheEndStartsAnotherMeeting() {
        RoomName room = VENUE.createRoom(0).name();
        Peer before = enter(room, NOON);
        VENUE.leave(room, before, NOON);
        assertThat(enter(room, LATER).sessionId()).isNotEqualTo(before.sessionId());
        assertThat(VENUE.history(room)).hasSize(2);
    }

    @Test
    void onePeerLeavesOnce() {
        RoomName room = VENUE.createRoom(3).name();
        enter(room, NOON);
        enter(room, NOON);
        Peer peer = VENUE.recorded(room).get(0);
        List<Boolean> left = Crowd.of(5, () -> VENUE.meetings.leave(APP, room, peer, Departure.LEFT, NOON));
        assertThat(left).containsOnlyOnce(true);
        assertThat(VENUE.taken(room)).isEqualTo(1);
    }

    @Test
    void aLookFindsEverythingAtTheDoor() {
        Room room = VENUE.createRoom(3);
        Scene empty = VENUE.meetings.look(APP, room.name(), null);
        assertThat(empty.room()).isEqualTo(room);
        assertThat(empty.app()).isNotNull();
        assertThat(empty.live()).isNull();
        assertThat(empty.peers()).isEmpty();
        assertThat(empty.complete()).isTrue();

        Peer peer = enter(room.name(), NOON);
        Scene scene = VENUE.meetings.look(APP, room.name(), null);
        assertThat(scene.live()).isEqualTo(VENUE.live(room.name()).orElseThrow());
        assertThat(scene.insideAt(NOON)).extracting(Peer::id).containsExactly(peer.id());
        assertThat(scene.insideAt(GONE)).isEmpty();
    }

    @Test
    void aLeaseThatRanOutFreesThePlaceAtThatVeryInstant() {
        RoomName room = VENUE.createRoom(1).name();
        enter(room, NOON);
        assertThat(VENUE.enter(room, GONE.minusMillis(1))).isEmpty();
        assertThat(VENUE.enter(room, GONE)).isPresent();
    }

    @Test
    void ejectAtFreesThePlaceAtThatVeryInstantWhateverTheLease() {
        RoomName room = VENUE.createRoom(1).name();
        VENUE.enter(room, NOON, peer -> Venue.ejectedAt(peer, LATER));
        Peer peer = VENUE.recorded(room).get(0);
        assertThat(VENUE.enter(room, LATER.minusMillis(1))).isEmpty();
        assertThat(VENUE.heartbeat(room, peer, LATER.minusMillis(1))).isTrue();
        assertThat(VENUE.enter(room, LATER)).isPresent();
        assertThat(VENUE.heartbeat(room, peer, LATER)).isFalse();
    }

    @Test
    void whoeverIsHeardOfAmidASweepStays() {
        for (int call = 1; call <= 4; call++) {
            Room room = VENUE.createRoom(2);
            enter(room.name(), NOON);
            Peer peer = VENUE.recorded(room.name()).get(0);
            boolean[] heard = new boolean[1];
            VENUE.through(new InterruptedDynamoDb(
                            TestTables.client(), call, () -> heard[0] = VENUE.heartbeat(room.name(), peer, GONE)))
                    .sweep(room.name(), GONE);
            boolean inside = !VENUE.insideAt(room.name(), GONE).isEmpty();
            assertThat(inside).as("heartbeat before call %d of the sweep", call).isEqualTo(heard[0]);
            assertThat(VENUE.taken(room.name())).isEqualTo(inside ? 1 : 0);
            assertThat(VENUE.live(room.name()).isPresent()).isEqualTo(inside);
        }
    }

    @Test
    void thePastSaysHowAndWhenEachOneWent() {
        Room room = VENUE.createRoom(0);
        Peer left = enter(room.name(), NOON);
        Peer lost = enter(room.name(), NOON);
        Peer timeUp = VENUE.enter(room.name(), NOON, peer -> Venue.ejectedAt(peer, NOON.plusSeconds(40)))
                .orElseThrow();
        Peer ejected = enter(room.name(), NOON);
        VENUE.leave(room.name(), left, LATER);
        VENUE.meetings.eject(room, ejected, false, LATER.plusSeconds(1));
        VENUE.sweep(room.name(), GONE.plusSeconds(9));

        List<Participation> past = VENUE.meetings
                .participants(room, left.sessionId(), 10, Optional.empty(), GONE)
                .entries();
        assertThat(past)
                .extracting(one -> one.peer().id(), Participation::how, Participation::leftAt)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(left.id(), Departure.LEFT, LATER),
                        org.assertj.core.groups.Tuple.tuple(lost.id(), Departure.LOST, GONE),
                        org.assertj.core.groups.Tuple.tuple(timeUp.id(), Departure.TIME_UP, NOON.plusSeconds(40)),
                        org.assertj.core.groups.Tuple.tuple(ejected.id(), Departure.EJECTED, LATER.plusSeconds(1)));
        assertThat(VENUE.history(room.name()).get(0).endedAt()).isEqualTo(GONE);
    }

    @Test
    void aMeetingThatGoesOnForMonthsStillEnds() {
        Room room = VENUE.createRoom(0);
        Peer peer = enter(room.name(), NOON);
        // What TTL might have done by then.
        VENUE.table().delete(Key.session(APP, room.name(), peer.sessionId()));
        VENUE.leave(room.name(), peer, LATER);
        assertThat(VENUE.live(room.name())).isEmpty();
        assertThat(VENUE.history(room.name())).containsExactly(new Session(peer.sessionId(), room.id(), NOON, LATER));
    }

    @Test
    void aMeetingIsRememberedForNinetyDaysAfterItsEndAndNotForgottenWhileItGoesOn() {
        Room room = VENUE.createRoom(0);
        Peer peer = enter(room.name(), NOON);
        Key key = Key.session(APP, room.name(), peer.sessionId());
        assertThat(VENUE.table().get(key).orElseThrow().has(Attr.TTL)).isFalse();
        VENUE.leave(room.name(), peer, LATER);
        assertThat(VENUE.table().get(key).orElseThrow().number(Attr.TTL))
                .isEqualTo(LATER.plus(Duration.ofDays(90)).getEpochSecond());
    }

    @Test
    void aMeetingThatWasTakenForOverGoesOnWithTheFirstHeartbeatAsIfItNeverHadBeen() {
        Room room = VENUE.createRoom(0);
        Peer late = cameInAsTheLastOneLeft(room.name());
        assertThat(VENUE.live(room.name())).isEmpty();

        assertThat(VENUE.heartbeat(room.name(), late, LATER)).isTrue();

        Session open = Session.start(late.sessionId(), room.id(), NOON);
        assertThat(VENUE.live(room.name())).contains(open);
        assertThat(VENUE.history(room.name())).containsExactly(open);
        VENUE.leave(room.name(), late, LATER);
        assertThat(VENUE.history(room.name())).containsExactly(open.ended(LATER));
    }

    @Test
    void whoeverWasLeftInAMeetingThatIsOverMovesToTheOneThatGoesOn() {
        Room room = VENUE.createRoom(0);
        Peer late = cameInAsTheLastOneLeft(room.name());
        Peer next = enter(room.name(), LATER);
        assertThat(next.sessionId()).isNotEqualTo(late.sessionId());

        assertThat(VENUE.heartbeat(room.name(), late, LATER)).isTrue();

        assertThat(VENUE.insideAt(room.name(), LATER))
                .extracting(Peer::sessionId)
                .containsOnly(next.sessionId());
        VENUE.leave(room.name(), next, LATER);
        assertThat(VENUE.live(room.name())).isPresent();
        VENUE.leave(room.name(), late, LATER);
        assertThat(VENUE.live(room.name())).isEmpty();
        assertThat(VENUE.history(room.name())).noneMatch(Session::isLive);
    }

    @Test
    void aHeartbeatThatComesTooLateOpensNoMeetingAgain() {
        for (int call = 1; call <= 8; call++) {
            RoomName room = VENUE.createRoom(0).name();
            Peer late = cameInAsTheLastOneLeft(room);
            Venue interrupted = VENUE.through(
                    new InterruptedDynamoDb(TestTables.client(), call, () -> VENUE.leave(room, late, LATER)));
            interrupted.heartbeat(room, late, LATER);
            VENUE.leave(room, late, LATER);
            assertThat(VENUE.live(room))
                    .as("left before call %d of the heartbeat", call)
                    .isEmpty();
            assertThat(VENUE.history(room)).noneMatch(Session::isLive);
        }
    }

    @Test
    void whoeverMayStillComeBackIsCountedAlsoWhereNoCounterCountsHim() {
        RoomName room = VENUE.createRoom(0).name();
        Peer asleep = enter(room, NOON);
        enter(room, LATER);
        VENUE.changeCap(room, 2);

        Instant now = GONE.plusSeconds(1);
        assertThat(VENUE.enter(room, now)).as("asleep's place").isPresent();
        VENUE.heartbeat(room, asleep, now);
        assertThat(VENUE.insideAt(room, now)).hasSize(2);
    }

    @Test
    void aPlaceIsFoundAlsoBehindManyWhoVanished() {
        Room room = VENUE.createRoom(60);
        Crowd.of(60, () -> enter(room.name(), NOON));
        VENUE.changeCap(room.name(), 10);
        assertThat(VENUE.enter(room.name(), GONE.minusMillis(1))).isEmpty();
        assertThat(VENUE.enter(room.name(), GONE)).isPresent();
        assertThat(Crowd.of(20, () -> VENUE.enter(room.name(), GONE)).stream().filter(Optional::isPresent))
                .hasSize(9);
    }

    @Test
    void onlyPeopleOfTheMeetingSayWhenItEnded() {
        RoomName room = VENUE.createRoom(0).name();
        Peer vanishes = enter(room, NOON);
        // It ended without anybody noticing, and so did the next.
        Peer next = enter(room, GONE.plusSeconds(100));
        VENUE.table().put(PeerItem.write(APP, room, vanishes.placed("another meeting", "")));
        VENUE.sweep(room, GONE.plusSeconds(1000));
        assertThat(VENUE.history(room))
                .filteredOn(session -> session.id().equals(next.sessionId()))
                .extracting(Session::endedAt)
                .containsExactly(next.until());
    }

    @Test
    void somebodyWhoWasRecordedTwiceCanLeaveTwice() {
        RoomName room = VENUE.createRoom(0).name();
        enter(room, NOON);
        Peer peer = VENUE.recorded(room).get(0);
        VENUE.leave(room, peer, NOON);
        // As a join that is repeated because its answer was lost does, when its peer was put out in between.
        VENUE.table().put(PeerItem.write(APP, room, peer));
        assertThat(VENUE.leave(room, peer, NOON)).isTrue();
        assertThat(VENUE.recorded(room)).isEmpty();
    }

    @Test
    void whoeverWasPutOutIsKnownAtThisDoorByTokenAndIfBannedByName() {
        Room room = VENUE.createRoom(5);
        Room other = VENUE.createRoom(5);
        Peer once = enterAs(room.name(), "jti-1", "alice");
        Peer banned = enterAs(room.name(), "jti-2", "bob");
        assertThat(VENUE.meetings.eject(room, once, false, NOON)).isTrue();
        assertThat(VENUE.meetings.eject(room, banned, true, NOON)).isTrue();

        assertThat(standing(room, "jti-1", "alice")).isEqualTo(new Standing(false, true, false, Instant.EPOCH));
        assertThat(standing(room, "jti-2", "bob")).isEqualTo(new Standing(false, true, true, Instant.EPOCH));
        assertThat(standing(room, "jti-3", "bob")).isEqualTo(new Standing(false, false, true, Instant.EPOCH));
        assertThat(standing(room, "jti-3", "alice")).isEqualTo(Standing.CLEAR);
        assertThat(standing(other, "jti-2", "bob")).isEqualTo(Standing.CLEAR);
        assertThat(VENUE.taken(room.name())).isZero();
        VENUE.rooms.archive(room);
        Room next = VENUE.createRoom(room.name().value(), 5);
        assertThat(standing(next, "jti-2", "bob")).isEqualTo(Standing.CLEAR);
    }

    @Test
    void whoeverLeavesJustBeforeBeingPutOutIsKeptOutAllTheSame() {
        Room room = VENUE.createRoom(5);
        Peer peer = enterAs(room.name(), "jti-1", "alice");
        VENUE.leave(room.name(), peer, NOON);
        assertThat(VENUE.meetings.eject(room, peer, true, NOON)).isFalse();
        assertThat(standing(room, "jti-1", "alice")).isEqualTo(new Standing(false, true, true, Instant.EPOCH));
    }

    @Test
    void whoeverCameInWhileHisTokenWasPutOutIsOutAtTheNextHeartbeat() {
        Room room = VENUE.createRoom(5);
        Scene before = VENUE.meetings.look(APP, room.name(), Venue.token("jti-1", "alice"));
        VENUE.meetings.eject(room, enterAs(room.name(), "jti-1", "alice"), false, NOON);
        Peer late = VENUE.enter(before, Venue.letInBy(Venue.peer(room, NOON), "jti-1", "alice"), NOON)
                .orElseThrow();
        Peer another = enterAs(room.name(), "jti-2", "alice");
        assertThat(VENUE.heartbeat(room.name(), late, NOON)).isFalse();
        assertThat(VENUE.heartbeat(room.name(), another, NOON)).isTrue();
    }

    @Test
    void aBanIsListedUntilItIsLifted() {
        Room room = VENUE.createRoom(5);
        Ban ban = new Ban("alice", NOON);
        VENUE.meetings.ban(room, ban);
        assertThat(VENUE.meetings.bans(room)).containsExactly(ban);
        VENUE.meetings.unban(room, "alice");
        assertThat(VENUE.meetings.bans(room)).isEmpty();
        assertThat(standing(room, "jti-1", "alice")).isEqualTo(Standing.CLEAR);
    }

    @Test
    void aRevokedTokenIsRevokedInEveryRoomAndBeforeAnyDoor() {
        Room room = VENUE.createRoom(0);
        DynamoDbTokenStatus tokens = new DynamoDbTokenStatus(VENUE.table());
        String jti = "jti-" + room.id();
        assertThat(tokens.look(Venue.token(jti, "alice")).standing()).isEqualTo(Standing.CLEAR);
        tokens.revoke(APP, jti, Instant.MAX);
        assertThat(tokens.look(Venue.token(jti, "alice")).standing().revoked()).isTrue();
        assertThat(standing(room, jti, "alice").revoked()).isTrue();
        Peer peer = enterAs(room.name(), jti, "alice");
        assertThat(VENUE.heartbeat(room.name(), peer, NOON)).isFalse();
    }

    @Test
    void ofTwoChangesOfOnePeerTheSecondIsRefused() {
        Room room = VENUE.createRoom(0);
        enterAs(room.name(), "jti-1", "alice");
        Peer peer = VENUE.recorded(room.name()).get(0);
        Peer speaker =
                peer.changed(Grant.ofRole(Role.SPEAKER), peer.person().withMetadata(JsonText.of(Map.of("a", 1L))));
        assertThat(VENUE.meetings.update(room, speaker)).isTrue();
        assertThat(VENUE.meetings.update(room, peer.changed(Grant.HOST, peer.person())))
                .isFalse();
        assertThat(VENUE.recorded(room.name())).containsExactly(speaker);
        VENUE.heartbeat(room.name(), speaker, LATER);
        Peer heardOf = VENUE.recorded(room.name()).get(0);
        assertThat(heardOf.grant()).isEqualTo(speaker.grant());
        assertThat(heardOf.leaseUntil()).isEqualTo(LATER.plus(Peer.LEASE));
        VENUE.leave(room.name(), speaker, LATER);
        assertThat(VENUE.meetings.update(room, speaker.changed(Grant.HOST, speaker.person())))
                .as("nobody who is out is changed back in")
                .isFalse();
        assertThat(VENUE.recorded(room.name())).isEmpty();
    }

    @Test
    void aPeersChangeIsRecognisedWhenItsAnswerWasLost() {
        Room room = VENUE.createRoom(0);
        enterAs(room.name(), "jti-1", "alice");
        Venue rough = VENUE.through(new FaultyDynamoDb(TestTables.client(), 14).lostAnswers(0.6));
        for (int i = 0; i < 10; i++) {
            Peer peer = VENUE.recorded(room.name()).get(0);
            assertThat(rough.meetings.update(room, peer.changed(i % 2 == 0 ? Grant.HOST : Grant.GUEST, peer.person())))
                    .isTrue();
            assertThat(VENUE.recorded(room.name()).get(0).version()).isEqualTo(peer.version() + 1);
        }
    }

    @Test
    void closingARoomPutsEverybodyOutAlsoWhenManyWritesMeet() {
        Room room = VENUE.createRoom(30);
        Crowd.of(30, () -> enter(room.name(), NOON));
        Venue rough = VENUE.through(
                new FaultyDynamoDb(TestTables.client(), 9).conflicts(0.2).lostAnswers(0.2));
        rough.meetings.close(room, LATER);
        assertThat(VENUE.recorded(room.name())).isEmpty();
        assertThat(VENUE.taken(room.name())).isZero();
        assertThat(VENUE.history(room.name())).extracting(Session::endedAt).containsExactly(LATER);
    }

    @Test
    void peopleOfAnArchivedRoomAreNobodyInTheNextOneOfItsName() {
        Room before = VENUE.createRoom(2);
        enter(before.name(), NOON);
        enter(before.name(), NOON);
        VENUE.rooms.archive(before);
        // The process died before it could put them out.
        Room after = VENUE.createRoom(before.name().value(), 2);
        assertThat(VENUE.meetings.look(APP, after.name(), null).peers()).isEmpty();
        Peer first = enter(after.name(), LATER);
        Peer second = enter(after.name(), LATER);
        assertThat(VENUE.enter(after.name(), LATER)).isEmpty();
        assertThat(VENUE.live(after.name()).orElseThrow().roomId()).isEqualTo(after.id());
        VENUE.leave(after.name(), first, LATER);
        VENUE.leave(after.name(), second, LATER);
        assertThat(VENUE.live(after.name())).isEmpty();
        VENUE.sweep(after.name(), GONE);
        assertThat(VENUE.recorded(after.name())).isEmpty();
        assertThat(VENUE.taken(after.name())).isZero();
    }

    /** In the meeting that somebody else's leave ended between the look and the write of the join. */
    private static Peer cameInAsTheLastOneLeft(RoomName room) {
        Peer last = enter(room, NOON);
        Scene scene = VENUE.meetings.look(APP, room, null);
        VENUE.leave(room, last, NOON);
        return VENUE.enter(scene, Venue.peer(scene.room(), NOON), NOON).orElseThrow();
    }

    private static Peer enterAs(RoomName room, String jti, String subject) {
        String id = VENUE.enter(room, NOON, peer -> Venue.letInBy(peer, jti, subject))
                .orElseThrow()
                .id();
        return VENUE.meetings.find(APP, room, id).orElseThrow();
    }

    private static Standing standing(Room room, String jti, String subject) {
        return VENUE.meetings.look(APP, room.name(), Venue.token(jti, subject)).standing();
    }

    private static Peer enter(RoomName room, Instant now) {
        return VENUE.enter(room, now).orElseThrow();
    }
}
