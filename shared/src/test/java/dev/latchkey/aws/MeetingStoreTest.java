package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Presented;
import dev.latchkey.access.Restrictions;
import dev.latchkey.json.JsonText;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Rank;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.testing.TestTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeetingStoreTest {
    private static final RoomFixture FIXTURE = RoomFixture.open();
    private static final Instant LATER = NOON.plusSeconds(30);
    private static final Instant GONE = NOON.plus(Peer.LEASE);

    @Test
    void theFirstInStartsAMeetingAndTheLastOutEndsIt() {
        RoomName room = FIXTURE.createRoom(0).name();
        assertThat(FIXTURE.live(room)).isEmpty();
        Peer first = enter(room, NOON);
        Peer second = enter(room, LATER);
        assertThat(second.sessionId()).isEqualTo(first.sessionId());
        assertThat(FIXTURE.live(room)).contains(Session.start(first.sessionId(), first.roomId(), NOON));
        assertThat(FIXTURE.history(room)).containsExactly(Session.start(first.sessionId(), first.roomId(), NOON));

        FIXTURE.leave(room, first, LATER);
        assertThat(FIXTURE.live(room)).isPresent();
        FIXTURE.leave(room, second, LATER.plusSeconds(1));
        assertThat(FIXTURE.live(room)).isEmpty();
        assertThat(FIXTURE.history(room))
                .containsExactly(new Session(first.sessionId(), first.roomId(), NOON, LATER.plusSeconds(1)));
    }

    @Test
    void onePeerLeavesOnce() {
        RoomName room = FIXTURE.createRoom(3).name();
        enter(room, NOON);
        enter(room, NOON);
        Peer peer = FIXTURE.recorded(room).get(0);
        List<Boolean> left =
                SimultaneousThreads.of(5, () -> FIXTURE.meetings.leave(APP, room, peer, Departure.LEFT, NOON));
        assertThat(left).containsOnlyOnce(true);
        assertThat(FIXTURE.taken(room)).isEqualTo(1);
    }

    @Test
    void whoeverIsHeardOfAmidASweepStays() {
        for (int call = 1; call <= 4; call++) {
            Room room = FIXTURE.createRoom(2);
            enter(room.name(), NOON);
            Peer peer = FIXTURE.recorded(room.name()).get(0);
            boolean[] heard = new boolean[1];
            FIXTURE.through(new InterruptedDynamoDb(
                            TestTables.client(), call, () -> heard[0] = FIXTURE.heartbeat(room.name(), peer, GONE)))
                    .sweep(room.name(), GONE);
            boolean inside = !FIXTURE.insideAt(room.name(), GONE).isEmpty();
            assertThat(inside).as("heartbeat before call %d of the sweep", call).isEqualTo(heard[0]);
            assertThat(FIXTURE.taken(room.name())).isEqualTo(inside ? 1 : 0);
            assertThat(FIXTURE.live(room.name()).isPresent()).isEqualTo(inside);
        }
    }

    @Test
    void thePastSaysHowAndWhenEachOneWent() {
        Room room = FIXTURE.createRoom(0);
        Peer left = enter(room.name(), NOON);
        Peer lost = enter(room.name(), NOON);
        Peer timeUp = FIXTURE.enter(room.name(), NOON, peer -> RoomFixture.ejectedAt(peer, NOON.plusSeconds(40)))
                .orElseThrow();
        Peer ejected = enter(room.name(), NOON);
        FIXTURE.leave(room.name(), left, LATER);
        FIXTURE.meetings.eject(room, ejected, LATER.plusSeconds(1));
        FIXTURE.sweep(room.name(), GONE.plusSeconds(9));

        List<Participation> past = FIXTURE.meetings
                .participants(room, left.sessionId(), PageRequest.first(10), GONE)
                .entries();
        assertThat(past)
                .extracting(one -> one.peer().id(), Participation::how, Participation::leftAt)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(left.id(), Departure.LEFT, LATER),
                        org.assertj.core.groups.Tuple.tuple(lost.id(), Departure.LOST, GONE),
                        org.assertj.core.groups.Tuple.tuple(timeUp.id(), Departure.TIME_UP, NOON.plusSeconds(40)),
                        org.assertj.core.groups.Tuple.tuple(ejected.id(), Departure.EJECTED, LATER.plusSeconds(1)));
        assertThat(FIXTURE.history(room.name()).get(0).endedAt()).isEqualTo(GONE);
    }

    @Test
    void aMeetingThatGoesOnForMonthsStillEnds() {
        Room room = FIXTURE.createRoom(0);
        Peer peer = enter(room.name(), NOON);
        // What TTL might have done by then.
        FIXTURE.table().delete(Key.session(APP, room.name(), peer.sessionId()));
        FIXTURE.leave(room.name(), peer, LATER);
        assertThat(FIXTURE.live(room.name())).isEmpty();
        assertThat(FIXTURE.history(room.name())).containsExactly(new Session(peer.sessionId(), room.id(), NOON, LATER));
    }

    @Test
    void aMeetingIsRememberedForNinetyDaysAfterItsEndAndNotForgottenWhileItGoesOn() {
        Room room = FIXTURE.createRoom(0);
        Peer peer = enter(room.name(), NOON);
        Key key = Key.session(APP, room.name(), peer.sessionId());
        assertThat(FIXTURE.table().get(key).orElseThrow().has(Attr.TTL)).isFalse();
        FIXTURE.leave(room.name(), peer, LATER);
        assertThat(FIXTURE.table().get(key).orElseThrow().number(Attr.TTL))
                .isEqualTo(LATER.plus(Duration.ofDays(90)).getEpochSecond());
    }

    @Test
    void aMeetingThatWasTakenForOverGoesOnWithTheFirstHeartbeatAsIfItNeverHadBeen() {
        Room room = FIXTURE.createRoom(0);
        Peer late = cameInAsTheLastOneLeft(room.name());
        assertThat(FIXTURE.live(room.name())).isEmpty();

        assertThat(FIXTURE.heartbeat(room.name(), late, LATER)).isTrue();

        Session open = Session.start(late.sessionId(), room.id(), NOON);
        assertThat(FIXTURE.live(room.name())).contains(open);
        assertThat(FIXTURE.history(room.name())).containsExactly(open);
        FIXTURE.leave(room.name(), late, LATER);
        assertThat(FIXTURE.history(room.name())).containsExactly(open.ended(LATER));
    }

    @Test
    void whoeverWasLeftInAMeetingThatIsOverMovesToTheOneThatGoesOn() {
        Room room = FIXTURE.createRoom(0);
        Peer late = cameInAsTheLastOneLeft(room.name());
        Peer next = enter(room.name(), LATER);
        assertThat(next.sessionId()).isNotEqualTo(late.sessionId());

        assertThat(FIXTURE.heartbeat(room.name(), late, LATER)).isTrue();

        assertThat(FIXTURE.insideAt(room.name(), LATER))
                .extracting(Peer::sessionId)
                .containsOnly(next.sessionId());
        FIXTURE.leave(room.name(), next, LATER);
        assertThat(FIXTURE.live(room.name())).isPresent();
        FIXTURE.leave(room.name(), late, LATER);
        assertThat(FIXTURE.live(room.name())).isEmpty();
        assertThat(FIXTURE.history(room.name())).noneMatch(Session::isLive);
    }

    @Test
    void aHeartbeatThatComesTooLateOpensNoMeetingAgain() {
        for (int call = 1; call <= 8; call++) {
            RoomName room = FIXTURE.createRoom(0).name();
            Peer late = cameInAsTheLastOneLeft(room);
            RoomFixture interrupted = FIXTURE.through(
                    new InterruptedDynamoDb(TestTables.client(), call, () -> FIXTURE.leave(room, late, LATER)));
            interrupted.heartbeat(room, late, LATER);
            FIXTURE.leave(room, late, LATER);
            assertThat(FIXTURE.live(room))
                    .as("left before call %d of the heartbeat", call)
                    .isEmpty();
            assertThat(FIXTURE.history(room)).noneMatch(Session::isLive);
        }
    }

    @Test
    void aPlaceIsFoundAlsoBehindManyWhoVanished() {
        Room room = FIXTURE.createRoom(60);
        SimultaneousThreads.of(60, () -> enter(room.name(), NOON));
        FIXTURE.changeCap(room.name(), 10);
        assertThat(FIXTURE.enter(room.name(), GONE.minusMillis(1))).isEmpty();
        assertThat(FIXTURE.enter(room.name(), GONE)).isPresent();
        assertThat(SimultaneousThreads.of(20, () -> FIXTURE.enter(room.name(), GONE)).stream()
                        .filter(Optional::isPresent))
                .hasSize(9);
    }

    @Test
    void onlyPeopleOfTheMeetingSayWhenItEnded() {
        RoomName room = FIXTURE.createRoom(0).name();
        Peer vanishes = enter(room, NOON);
        // It ended without anybody noticing, and so did the next.
        Peer next = enter(room, GONE.plusSeconds(100));
        FIXTURE.table().put(PeerItem.write(APP, room, vanishes.placed("another meeting", "")));
        FIXTURE.sweep(room, GONE.plusSeconds(1000));
        assertThat(FIXTURE.history(room))
                .filteredOn(session -> session.id().equals(next.sessionId()))
                .extracting(Session::endedAt)
                .containsExactly(next.until());
    }

    @Test
    void somebodyWhoWasRecordedTwiceCanLeaveTwice() {
        RoomName room = FIXTURE.createRoom(0).name();
        enter(room, NOON);
        Peer peer = FIXTURE.recorded(room).get(0);
        FIXTURE.leave(room, peer, NOON);
        // As a join that is repeated because its answer was lost does, when its peer was put out in between.
        FIXTURE.table().put(PeerItem.write(APP, room, peer));
        assertThat(FIXTURE.leave(room, peer, NOON)).isTrue();
        assertThat(FIXTURE.recorded(room)).isEmpty();
    }

    @Test
    void whoeverWasPutOutIsKnownAtThisDoorByTokenAndIfBannedByName() {
        Room room = FIXTURE.createRoom(5);
        Room other = FIXTURE.createRoom(5);
        Peer once = enterAs(room.name(), "jti-1", "alice");
        Peer banned = enterAs(room.name(), "jti-2", "bob");
        assertThat(FIXTURE.meetings.eject(room, once, NOON)).isTrue();
        FIXTURE.meetings.ban(room, new Ban("bob", NOON, Rank.CO_HOST, "key:k1"));
        assertThat(FIXTURE.meetings.eject(room, banned, NOON)).isTrue();

        assertThat(restrictions(room, "jti-1", "alice")).isEqualTo(new Restrictions(false, true, null, Instant.EPOCH));
        assertThat(restrictions(room, "jti-2", "bob"))
                .isEqualTo(new Restrictions(false, true, Rank.CO_HOST, Instant.EPOCH));
        assertThat(restrictions(room, "jti-3", "bob"))
                .isEqualTo(new Restrictions(false, false, Rank.CO_HOST, Instant.EPOCH));
        assertThat(restrictions(room, "jti-3", "alice")).isEqualTo(Restrictions.CLEAR);
        assertThat(restrictions(other, "jti-2", "bob")).isEqualTo(Restrictions.CLEAR);
        assertThat(FIXTURE.taken(room.name())).isZero();
        FIXTURE.rooms.archive(room);
        Room next = FIXTURE.createRoom(room.name().value(), 5);
        assertThat(restrictions(next, "jti-2", "bob")).isEqualTo(Restrictions.CLEAR);
    }

    @Test
    void nobodyButAHostLiftsOrReplacesABanOfTheReleaseThatKnewOfNoRanks() {
        Room room = FIXTURE.createRoom(5);
        Item item = BanItem.write(room, new Ban("alice", NOON, Rank.ADMIN, "key:k1"));
        item.attributes().remove("makerRank");
        FIXTURE.table().put(item);
        Ban hosts = new Ban("alice", NOON, Rank.HOST, "key:k1");

        FIXTURE.meetings.ban(room, new Ban("alice", LATER, Rank.CO_HOST, "key:k1"));
        assertThat(FIXTURE.meetings.bans(room)).containsExactly(hosts);
        assertThat(restrictions(room, "jti-1", "alice").bans(Grant.HOST)).isTrue();
        assertThat(FIXTURE.meetings.unban(room, "alice", Rank.CO_HOST.andBelow(), "key:k1"))
                .isFalse();
        assertThat(FIXTURE.meetings.unban(room, "alice", Rank.HOST.andBelow(), "key:k1"))
                .isTrue();
        assertThat(FIXTURE.meetings.bans(room)).isEmpty();
    }

    @Test
    void ofTwoChangesOfOnePeerTheSecondIsRefused() {
        Room room = FIXTURE.createRoom(0);
        enterAs(room.name(), "jti-1", "alice");
        Peer peer = FIXTURE.recorded(room.name()).get(0);
        Peer speaker = peer.changed(
                Grant.ofRole(Role.SPEAKER), peer.person().withMetadata(JsonText.of(Map.of("a", 1L))), NOON);
        assertThat(FIXTURE.meetings.update(room, peer, speaker)).isTrue();
        assertThat(FIXTURE.meetings.update(room, peer, peer.changed(Grant.HOST, peer.person(), NOON)))
                .isFalse();
        assertThat(FIXTURE.recorded(room.name())).containsExactly(speaker);
        FIXTURE.heartbeat(room.name(), speaker, LATER);
        Peer heardOf = FIXTURE.recorded(room.name()).get(0);
        assertThat(heardOf.grant()).isEqualTo(speaker.grant());
        assertThat(heardOf.leaseUntil()).isEqualTo(LATER.plus(Peer.LEASE));
        FIXTURE.leave(room.name(), speaker, LATER);
        assertThat(FIXTURE.meetings.update(room, speaker, speaker.changed(Grant.HOST, speaker.person(), NOON)))
                .as("nobody who is out is changed back in")
                .isFalse();
        assertThat(FIXTURE.recorded(room.name())).isEmpty();
    }

    @Test
    void aPeersChangeIsRecognisedWhenItsAnswerWasLost() {
        Room room = FIXTURE.createRoom(0);
        enterAs(room.name(), "jti-1", "alice");
        RoomFixture rough = FIXTURE.through(new FaultyDynamoDb(TestTables.client(), 14).lostAnswers(0.6));
        for (int i = 0; i < 10; i++) {
            Peer peer = FIXTURE.recorded(room.name()).get(0);
            assertThat(rough.meetings.update(
                            room, peer, peer.changed(i % 2 == 0 ? Grant.HOST : Grant.GUEST, peer.person(), NOON)))
                    .isTrue();
            assertThat(FIXTURE.recorded(room.name()).get(0).version()).isEqualTo(peer.version() + 1);
        }
    }

    @Test
    void closingARoomPutsEverybodyOutAlsoWhenManyWritesMeet() {
        Room room = FIXTURE.createRoom(30);
        SimultaneousThreads.of(30, () -> enter(room.name(), NOON));
        RoomFixture rough = FIXTURE.through(
                new FaultyDynamoDb(TestTables.client(), 9).conflicts(0.2).lostAnswers(0.2));
        rough.meetings.close(room, LATER);
        assertThat(FIXTURE.recorded(room.name())).isEmpty();
        assertThat(FIXTURE.taken(room.name())).isZero();
        assertThat(FIXTURE.history(room.name())).extracting(Session::endedAt).containsExactly(LATER);
    }

    @Test
    void peopleOfAnArchivedRoomAreNobodyInTheNextOneOfItsName() {
        Room before = FIXTURE.createRoom(2);
        enter(before.name(), NOON);
        enter(before.name(), NOON);
        FIXTURE.rooms.archive(before);
        // The process died before it could put them out.
        Room after = FIXTURE.createRoom(before.name().value(), 2);
        assertThat(FIXTURE.meetings.roster(after, NOON)).isEqualTo(Roster.EMPTY);
        Peer first = enter(after.name(), LATER);
        Peer second = enter(after.name(), LATER);
        assertThat(FIXTURE.enter(after.name(), LATER)).isEmpty();
        assertThat(FIXTURE.live(after.name()).orElseThrow().roomId()).isEqualTo(after.id());
        FIXTURE.leave(after.name(), first, LATER);
        FIXTURE.leave(after.name(), second, LATER);
        assertThat(FIXTURE.live(after.name())).isEmpty();
        FIXTURE.sweep(after.name(), GONE);
        assertThat(FIXTURE.recorded(after.name())).isEmpty();
        assertThat(FIXTURE.taken(after.name())).isZero();
    }

    /** In the meeting that somebody else's leave ended between the look and the write of the join. */
    private static Peer cameInAsTheLastOneLeft(RoomName room) {
        Peer last = enter(room, NOON);
        EntrySnapshot snapshot = FIXTURE.meetings.look(APP, room, new Presented.Nothing());
        // The first call of a join asks who is inside, the second writes.
        RoomFixture interrupted =
                FIXTURE.through(new InterruptedDynamoDb(TestTables.client(), 2, () -> FIXTURE.leave(room, last, NOON)));
        return interrupted
                .enter(snapshot, RoomFixture.peer(snapshot.room(), NOON), NOON)
                .orElseThrow();
    }

    private static Peer enterAs(RoomName room, String jti, String subject) {
        String id = FIXTURE.enter(room, NOON, peer -> RoomFixture.letInBy(peer, jti, subject))
                .orElseThrow()
                .id();
        return FIXTURE.meetings.find(APP, room, id).orElseThrow();
    }

    private static Restrictions restrictions(Room room, String jti, String subject) {
        return FIXTURE.meetings
                .look(APP, room.name(), new Presented.SignedToken(RoomFixture.token(jti, subject)))
                .restrictions();
    }

    private static Peer enter(RoomName room, Instant now) {
        return FIXTURE.enter(room, now).orElseThrow();
    }
}
