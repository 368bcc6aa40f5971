package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.latchkey.access.EntryDecision;
import dev.latchkey.access.Presented;
import dev.latchkey.access.Restrictions;
import dev.latchkey.access.TokenStatus;
import dev.latchkey.app.App;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.json.JsonText;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Disconnections;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.FirstEntry;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.MediaPresence;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.PeerSnapshot;
import dev.latchkey.meeting.Presence;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Rank;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.TokenScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link MeetingStore} does. */
public abstract class MeetingStoreContract {
    private static final Instant LATER = NOON.plusSeconds(30);
    private static final Instant GONE = NOON.plus(Peer.LEASE);

    private final MeetingFixture fixture;

    protected MeetingStoreContract(MeetingFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void theMeetingEndsWithItsLastPeer() {
        Room room = fixture.createRoom(0);
        Peer first = enter(room.name(), NOON);
        Peer second = enter(room.name(), LATER);
        assertThat(second.sessionId()).isEqualTo(first.sessionId());
        Session going = Session.start(first.sessionId(), room.id(), NOON);
        assertThat(fixture.going(room.name())).contains(going);

        assertThat(fixture.leave(room.name(), first, LATER)).isTrue();
        assertThat(fixture.leave(room.name(), first, LATER)).isFalse();
        assertThat(fixture.going(room.name())).contains(going);
        fixture.leave(room.name(), second, LATER);
        assertThat(fixture.going(room.name())).isEmpty();
        assertThat(fixture.sessions(room, LATER)).containsExactly(going.ended(LATER));
        assertThat(fixture.meetings.hasSession(room, going.id())).isTrue();
        assertThat(fixture.meetings.hasSession(fixture.createRoom(0), going.id()))
                .isFalse();
    }

    @Test
    void ofManyAtOnceAsManyComeInAsThereArePlacesAndTheyShareOneMeeting() {
        Room room = fixture.createRoom(5);
        List<Optional<Peer>> came = SimultaneousThreads.of(12, () -> fixture.enter(room.name(), NOON));
        assertThat(came.stream().filter(Optional::isPresent)).hasSize(5);
        assertThat(fixture.inside(room, NOON)).hasSize(5);
        assertThat(fixture.sessions(room, NOON)).hasSize(1);
    }

    @Test
    void placesThatAreReservedAreForAdmins() {
        Room room = create(MeetingFixture.rules(2, 1, SecondEntry.ALLOW));
        assertThat(join(room, guest(room, "a"), null)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(join(room, guest(room, "b"), null)).isEqualTo(new JoinOutcome.Full());
        assertThat(join(room, as(guest(room, "c"), Grant.HOST), null)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(join(room, as(guest(room, "d"), Grant.HOST), null)).isEqualTo(new JoinOutcome.Full());
    }

    @Test
    void aPeerOfTheSameIdIsInsideAlready() {
        Room room = fixture.createRoom(0);
        Peer peer = guest(room, "a");
        assertThat(join(room, peer, null)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(join(room, as(peer, Grant.HOST), null)).isEqualTo(new JoinOutcome.InsideAlready());
    }

    @Test
    void aSecondEntryOfTheSameUserIsAsTheRoomSays() {
        Room allows = create(MeetingFixture.rules(0, 0, SecondEntry.ALLOW));
        Room replaces = create(MeetingFixture.rules(0, 0, SecondEntry.REPLACE));
        Room refuses = create(MeetingFixture.rules(0, 0, SecondEntry.REFUSE));
        for (Room room : List.of(allows, replaces, refuses)) {
            assertThat(join(room, guest(room, "ada"), null)).isInstanceOf(JoinOutcome.Joined.class);
            assertThat(join(room, guest(room, "bob"), null)).isInstanceOf(JoinOutcome.Joined.class);
        }
        assertThat(join(allows, guest(allows, "ada"), null)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(users(allows)).containsExactlyInAnyOrder("ada", "bob", "ada");

        Peer later = guest(replaces, "ada");
        assertThat(join(replaces, later, null)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(users(replaces)).containsExactlyInAnyOrder("ada", "bob");
        assertThat(fixture.inside(replaces, NOON)).extracting(Peer::id).contains(later.id());

        assertThat(join(refuses, guest(refuses, "ada"), null)).isEqualTo(new JoinOutcome.SecondEntryRefused());
        assertThat(users(refuses)).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void inAFullRoomOnesOwnEarlierEntryMakesWay() {
        Room room = fixture.createRoom(2);
        Peer before = guest(room, "ada");
        join(room, before, null);
        join(room, guest(room, "bob"), null);
        assertThat(join(room, guest(room, "eve"), null)).isEqualTo(new JoinOutcome.Full());
        assertThat(join(room, guest(room, "ada"), null)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(users(room)).containsExactlyInAnyOrder("ada", "bob");
        assertThat(participants(room)).contains(tuple(before.id(), Departure.REPLACED, NOON));
    }

    @Test
    void whoWasInAMeetingIsFoundByItOnceGone() {
        Room room = fixture.createRoom(0);
        Peer peer = ((JoinOutcome.Joined) join(room, guest(room, "ada"), null)).peer();
        assertThat(findPast(room, peer.sessionId(), peer.id())).isEmpty();
        fixture.meetings.leave(room.app(), room.name(), peer, Departure.EJECTED, NOON);
        assertThat(findPast(room, peer.sessionId(), peer.id()))
                .get()
                .extracting(past -> past.peer().id(), Participation::how, Participation::leftAt)
                .containsExactly(peer.id(), Departure.EJECTED, NOON);
        assertThat(findPast(room, Ids.ulid(NOON), peer.id())).isEmpty();
        assertThat(findPast(room, peer.sessionId(), Ids.ulid(NOON))).isEmpty();
    }

    private Optional<Participation> findPast(Room room, String sessionId, String peerId) {
        return fixture.meetings.findPast(room.app(), room.name(), sessionId, peerId);
    }

    @Test
    void asManyAreInsideByATokenAsItAdmits() {
        Room room = fixture.createRoom(0);
        AccessClaims token = token("jti-" + room.id(), Duration.ZERO, 2);
        Peer first = by(room, token, NOON);
        assertThat(join(room, first, token)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(join(room, by(room, token, NOON), token)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(join(room, by(room, token, NOON), token)).isEqualTo(new JoinOutcome.TokenInUse());
        fixture.leave(room.name(), first, NOON);
        assertThat(join(room, by(room, token, NOON), token)).isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void theTimeOfATokenCountsFromItsFirstEntryIntoTheMeeting() {
        Room room = fixture.createRoom(0);
        AccessClaims token = token("jti-" + room.id(), Duration.ofMinutes(1), 0);
        EntrySnapshot before = fixture.meetings.look(APP, room.name(), new Presented.SignedToken(token));
        assertThat(before.firstEntry()).isNull();
        JoinOutcome.Joined joined = (JoinOutcome.Joined) join(room, by(room, token, NOON), token);
        FirstEntry first = new FirstEntry(joined.session().id(), NOON);
        EntrySnapshot after = fixture.meetings.look(APP, room.name(), new Presented.SignedToken(token));
        assertThat(after.firstEntry()).isEqualTo(first);

        assertThat(fixture.meetings.join(room, before, by(room, token, LATER), new Presented.SignedToken(token), LATER))
                .isEqualTo(new JoinOutcome.EnteredBefore(first));
        assertThat(fixture.meetings.join(room, after, by(room, token, LATER), new Presented.SignedToken(token), LATER))
                .isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void aJoinRequestLetsInOnce() {
        Room room = fixture.createRoom(0);
        JoinRequest request =
                JoinRequest.of(Ids.ulid(NOON), room.id(), Person.NOBODY, EntryDecision.WaitReason.PRIVATE, NOON);
        fixture.joinRequests.create(APP, room.name(), request);
        JoinRequest approved = request.approved("d", NOON);
        fixture.joinRequests.decide(APP, room.name(), request, approved);
        Peer peer = guest(room, "ada");

        assertThat(joinBy(room, guest(room, "bob"), request)).isEqualTo(new JoinOutcome.RequestGone());
        assertThat(joinBy(room, peer, approved)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(joinBy(room, guest(room, "ada"), approved)).isEqualTo(new JoinOutcome.RequestGone());
        assertThat(fixture.inside(room, NOON)).extracting(Peer::id).containsExactly(peer.id());
        assertThat(fixture.joinRequests.find(APP, room.name(), request.id())).contains(approved.admitted(peer.id()));
    }

    @Test
    void whoIsConfirmedIsListedUntilHeLeaves() {
        Room room = fixture.createRoom(0);
        Peer peer = guest(room, "ada");
        JoinOutcome.Joined joined = (JoinOutcome.Joined) join(room, peer, null);
        assertThat(joined.others()).isEqualTo(Roster.EMPTY);
        fixture.meetings.confirm(room, joined.peer(), new Presented.Nothing());
        assertThat(fixture.meetings.roster(room, NOON).entries())
                .extracting(Roster.Entry::peerId)
                .containsExactly(peer.id());
        fixture.leave(room.name(), peer, NOON);
        assertThat(fixture.meetings.roster(room, NOON)).isEqualTo(Roster.EMPTY);
    }

    @Test
    void ofTwoChangesOfOneVersionOneIsKept() {
        Room room = fixture.createRoom(0);
        Peer peer = enterAs(room.name(), "jti-" + room.id(), "alice");
        Peer speaker = peer.changed(
                Grant.ofRole(Role.SPEAKER), peer.person().withMetadata(JsonText.of(Map.of("a", 1L))), NOON);
        assertThat(fixture.meetings.update(room, peer, speaker)).isTrue();
        assertThat(fixture.meetings.update(room, peer, peer.changed(Grant.HOST, peer.person(), NOON)))
                .isFalse();
        assertThat(fixture.inside(room, NOON)).containsExactly(speaker);
        assertThat(fixture.heartbeat(room.name(), speaker, LATER)).isTrue();
        Peer heardOf = fixture.inside(room, LATER).get(0);
        assertThat(heardOf.grant()).isEqualTo(speaker.grant());
        assertThat(heardOf.leaseUntil()).isEqualTo(LATER.plus(Peer.LEASE));
        fixture.leave(room.name(), speaker, LATER);
        assertThat(fixture.meetings.update(room, speaker, speaker.changed(Grant.HOST, speaker.person(), NOON)))
                .as("nobody who is out is changed back in")
                .isFalse();
    }

    @Test
    void aPlaceIsTakenOverOnceAndTheHeartbeatOfTheEntryBeforeIsOver() {
        Room room = fixture.createRoom(1);
        Peer peer = enterAs(room.name(), "jti-" + room.id(), "alice");
        Session live = fixture.going(room.name()).orElseThrow();
        Peer later = peer.takenOver().heardOf(LATER, room.rules(), live.id());
        assertThat(fixture.meetings.takeOver(room, peer, later, LATER)).isTrue();
        assertThat(fixture.meetings.takeOver(room, peer, later, LATER)).isFalse();
        assertThat(fixture.inside(room, LATER)).containsExactly(later);

        Peer overtaken = peer.heardOf(LATER, room.rules(), live.id());
        assertThat(fixture.meetings.renew(room, peer, overtaken, LATER)).isFalse();
        assertThat(fixture.heartbeat(room.name(), later, LATER)).isTrue();
        fixture.leave(room.name(), later, LATER);
        assertThat(fixture.meetings.renew(room, later, later, LATER)).isFalse();
    }

    @Test
    void whatIsHeardOfAPeerIsKeptUnlessSomethingElseWasMeanwhile() {
        Room room = fixture.createRoom(0);
        Peer peer = enter(room.name(), NOON);
        Clock clock = Clock.fixed(NOON.plusSeconds(1), ZoneOffset.UTC);
        assertThat(new MediaPresence(fixture.meetings, clock).seen(room, peer, "e1"))
                .isTrue();
        Peer seen = fixture.meetings.find(APP, room.name(), peer.id()).orElseThrow();
        assertThat(seen.presence().participant()).isEqualTo("e1");
        assertThat(seen.presence().participantUntil()).isEqualTo(NOON.plusSeconds(151));
        assertThat(seen.leaseUntil()).isEqualTo(NOON.plusSeconds(151));
        // With a lease as long, only the entry tells the two apart.
        Peer other = MeetingFixture.keptBy(seen, new Presence("", "e2", Instant.EPOCH, NOON.plusSeconds(151), false));
        assertThat(fixture.meetings.disconnect(
                        APP, room.name(), other, MeetingFixture.keptBy(other, Presence.HEARTBEATS)))
                .isFalse();

        Disconnections disconnections = new Disconnections(fixture.meetings, clock);
        assertThat(disconnections.noteOffServer(APP, room.name(), peer.id(), "e2"))
                .isEmpty();
        assertThat(disconnections.noteOffServer(APP, room.name(), peer.id(), "e1"))
                .isPresent();
        Peer gone = fixture.meetings.find(APP, room.name(), peer.id()).orElseThrow();
        assertThat(gone.presence().disconnected()).isTrue();
        assertThat(gone.leaseUntil()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void aGlanceAtAPlaceFindsThePeerAndTheRenewalWhatIsHeldAgainstIt() {
        Room room = fixture.createRoom(0);
        Peer peer = enterAs(room.name(), "jti-" + room.id(), "alice");
        HeldPlace place = new HeldPlace(APP, room.name(), room.id(), peer.id(), 0);
        Session live = fixture.going(room.name()).orElseThrow();
        PeerSnapshot clear = new PeerSnapshot(App.create(APP, NOON), room, live, peer, 0, Restrictions.CLEAR);
        assertThat(fixture.meetings.glanceAt(place)).isEqualTo(clear);
        Peer later = peer.heardOf(LATER, room.rules(), live.id());
        assertThat(fixture.meetings.renewUnlessHeldAgainst(room, peer, later, LATER))
                .isTrue();
        assertThat(fixture.meetings.renewUnlessHeldAgainst(
                        room, peer, peer.heardOf(LATER.plusSeconds(1), room.rules(), live.id()), LATER))
                .as("it was heard of otherwise")
                .isFalse();

        fixture.tokens.revoke(APP, "jti-of-another", Instant.MAX, "key:k1");
        assertThat(fixture.meetings.renewUnlessHeldAgainst(room, later, later, LATER))
                .isTrue();
        fixture.meetings.ban(room, new Ban("alice", NOON, Rank.CO_HOST, "key:k1"));
        Room now = fixture.rooms.find(APP, room.name()).orElseThrow();
        assertThat(fixture.meetings.renewUnlessHeldAgainst(now, later, later, LATER))
                .isFalse();
        fixture.meetings.unban(now, "alice", Set.of(Rank.values()), "key:k1");
        assertThat(fixture.meetings.renewUnlessHeldAgainst(now, later, later, LATER))
                .isTrue();
        fixture.tokens.revoke(APP, peer.jti(), Instant.MAX, "key:k1");
        assertThat(fixture.meetings.renewUnlessHeldAgainst(now, later, later, LATER))
                .isFalse();
        assertThat(fixture.meetings.glanceAt(place).refusal(LATER))
                .as("nothing is asked of that")
                .isEmpty();

        fixture.leave(room.name(), peer, LATER);
        assertThat(fixture.meetings.glanceAt(place).peer()).isNull();
        fixture.rooms.archive(room);
        assertThat(fixture.meetings.glanceAt(place).room()).isNull();
    }

    @Test
    void whoHasAConnectionStandsInTheListForAsLongAsItIsInside() {
        Room room = fixture.createRoom(0);
        Peer peer = enter(room.name(), NOON);
        Session live = fixture.going(room.name()).orElseThrow();
        Instant now = NOON;
        for (int ping = 0; ping < 20; ping++, now = now.plus(Presence.ping(room.rules()))) {
            assertThat(listed(room, now)).as("ping %d", ping).containsExactly(peer.id());
            Peer kept = peer.pinged("c", now, room.rules(), live.id());
            assertThat(fixture.meetings.renewUnlessHeldAgainst(room, peer, kept, now))
                    .isTrue();
            peer = kept;
            assertThat(listed(room, peer.until().minusSeconds(1)))
                    .as("ping %d", ping)
                    .containsExactly(peer.id());
        }
        // Whose connection is lost without a word is taken out by the look at the lease.
        assertThat(fixture.meetings.evict(APP, room.name(), peer, peer.until())).isTrue();
        assertThat(listed(room, peer.until())).isEmpty();
    }

    @Test
    void whoseConnectionEndsStandsInTheListNoLongerThanSomebodyByHeartbeats() {
        Room room = fixture.createRoom(0);
        Peer peer = enter(room.name(), NOON);
        Session live = fixture.going(room.name()).orElseThrow();
        Peer connected = peer.connected("c", NOON, room.rules(), live.id());
        assertThat(fixture.meetings.renew(room, peer, connected, NOON)).isTrue();
        Peer gone = connected.disconnected(LATER);
        assertThat(fixture.meetings.disconnect(APP, room.name(), connected, gone))
                .isTrue();
        assertThat(listed(room, LATER.plus(Presence.GRACE))).containsExactly(peer.id());
        assertThat(listed(room, LATER.plus(Roster.SHOWN))).isEmpty();
    }

    private List<String> listed(Room room, Instant now) {
        return fixture.meetings.roster(room, now).entries().stream()
                .map(Roster.Entry::peerId)
                .toList();
    }

    @Test
    void aLookInsideFindsThePeerAndWhatIsHeldAgainstIt() {
        Room room = fixture.createRoom(0);
        Peer peer = enterAs(room.name(), "jti-" + room.id(), "alice");
        PeerSnapshot inside = fixture.meetings.lookInside(session(room, peer));
        assertThat(inside)
                .isEqualTo(new PeerSnapshot(
                        App.create(APP, NOON),
                        room,
                        fixture.going(room.name()).orElseThrow(),
                        peer,
                        1,
                        Restrictions.CLEAR));

        fixture.meetings.ban(room, new Ban("alice", NOON, Rank.CO_HOST, "key:k1"));
        fixture.tokens.revoke(APP, peer.jti(), Instant.MAX, "key:k1");
        assertThat(fixture.meetings.lookInside(session(room, peer)).restrictions())
                .isEqualTo(new Restrictions(true, false, Rank.CO_HOST, Instant.EPOCH));
        fixture.meetings.eject(room, peer, NOON);
        PeerSnapshot out = fixture.meetings.lookInside(session(room, peer));
        assertThat(out.peer()).isNull();
        assertThat(out.restrictions().ejected()).isTrue();

        fixture.rooms.archive(room);
        fixture.createRoom(room.name().value(), 0);
        assertThat(fixture.meetings.lookInside(session(room, peer)).room())
                .as("another room of the name")
                .isNull();
    }

    @Test
    void whoIsPutOutIsToldOfAndTheRestStay() {
        Room room = fixture.createRoom(0);
        Peer alice = enterAs(room.name(), "jti-a-" + room.id(), "alice");
        Peer bob = enterAs(room.name(), "jti-b-" + room.id(), "bob");
        assertThat(fixture.meetings.putOut(room, peer -> peer.subject().equals("alice"), Departure.BANNED, NOON))
                .extracting(Peer::id)
                .containsExactly(alice.id());
        assertThat(fixture.inside(room, NOON)).containsExactly(bob);
        assertThat(participants(room)).contains(tuple(alice.id(), Departure.BANNED, NOON));
        assertThat(fixture.going(room.name())).isPresent();
        fixture.meetings.close(room, LATER);
        assertThat(fixture.inside(room, NOON)).isEmpty();
        assertThat(fixture.going(room.name())).isEmpty();
        assertThat(participants(room)).contains(tuple(bob.id(), Departure.ROOM_CLOSED, LATER));
    }

    @Test
    void whoIsInsideAsAUserIsFoundAndPutOut() {
        Room room = fixture.createRoom(0);
        Peer one = enterAs(room.name(), "jti-1-" + room.id(), "alice");
        Peer two = enterAs(room.name(), "jti-2-" + room.id(), "alice");
        Peer bob = enterAs(room.name(), "jti-3-" + room.id(), "bob");
        Room other = fixture.createRoom(0);
        Peer elsewhere = enterAs(other.name(), "jti-4-" + room.id(), "alice");
        enter(room.name(), NOON);

        assertThat(fixture.meetings.insideAs(room, "alice", NOON)).containsExactlyInAnyOrder(one, two);
        assertThat(fixture.meetings.insideAs(room, "alice", NOON.plus(Peer.LEASE)))
                .as("whose time is up")
                .isEmpty();
        assertThat(fixture.meetings.insideAs(room, "carol", NOON)).isEmpty();
        assertThat(fixture.meetings.putOutUser(
                        room, "alice", peer -> !peer.id().equals(two.id()), Departure.BANNED, NOON))
                .containsExactly(one);
        assertThat(fixture.inside(room, NOON))
                .contains(two, bob)
                .doesNotContain(one)
                .hasSize(3);
        assertThat(participants(room)).contains(tuple(one.id(), Departure.BANNED, NOON));
        assertThat(fixture.inside(other, NOON)).containsExactly(elsewhere);
    }

    @Test
    void whoCameInByATokenIsPutOutOfOneRoomOrOfAll() {
        Room room = fixture.createRoom(0);
        Room other = fixture.createRoom(0);
        String jti = "jti-" + room.id();
        Peer here = enterAs(room.name(), jti, "alice");
        Peer there = enterAs(other.name(), jti, "alice");
        Peer byAnother = enterAs(room.name(), "another-" + jti, "alice");
        assertThat(fixture.meetings.putOutByToken(APP, room.name(), jti, NOON))
                .extracting(Peer::id)
                .containsExactly(here.id());
        assertThat(participants(room)).contains(tuple(here.id(), Departure.EJECTED, NOON));
        assertThat(fixture.meetings.putOutByToken(APP, jti, NOON))
                .extracting(Peer::id)
                .containsExactly(there.id());
        assertThat(participants(other)).contains(tuple(there.id(), Departure.REVOKED, NOON));
        assertThat(fixture.inside(room, NOON)).containsExactly(byAnother);
    }

    @Test
    void ofAllMeetingsThatGoOnThoseArePutOutWhoAreMeant() {
        Room room = fixture.createRoom(0);
        Room other = fixture.createRoom(0);
        Peer here = enterAs(room.name(), "jti-a-" + room.id(), "alice");
        Peer there = enterAs(other.name(), "jti-b-" + room.id(), "alice");
        Peer bob = enterAs(room.name(), "jti-c-" + room.id(), "bob");
        assertThat(fixture.meetings.putOutOfMeetings(
                        APP, 100, peer -> peer.subject().equals("alice"), Departure.REVOKED, NOON))
                .extracting(Peer::id)
                .contains(here.id(), there.id())
                .doesNotContain(bob.id());
        assertThat(fixture.inside(room, NOON)).containsExactly(bob);
        assertThat(fixture.going(room.name())).isPresent();
        assertThat(fixture.going(other.name())).isEmpty();
        assertThat(participants(other)).containsExactly(tuple(there.id(), Departure.REVOKED, NOON));
    }

    @Test
    void aLookAgainFindsTheRoomAsItIsNow() {
        Room room = fixture.createRoom(0);
        EntrySnapshot seen = fixture.meetings.look(APP, room.name(), new Presented.Nothing());
        Room changed = fixture.changeCap(room.name(), 3);
        assertThat(fixture.meetings.lookAgain(seen, APP, room.name()).room()).isEqualTo(changed);
        fixture.rooms.archive(changed);
        assertThat(fixture.meetings.lookAgain(seen, APP, room.name()).room()).isNull();
    }

    @Test
    void peopleOfAnArchivedRoomAreNobodyInTheNextOfItsName() {
        Room before = fixture.createRoom(2);
        enter(before.name(), NOON);
        fixture.rooms.archive(before);
        Room after = fixture.createRoom(before.name().value(), 1);
        assertThat(fixture.going(after.name())).isEmpty();
        assertThat(fixture.meetings.roster(after, NOON)).isEqualTo(Roster.EMPTY);
        assertThat(fixture.inside(after, NOON)).isEmpty();
        assertThat(enter(after.name(), NOON).roomId()).isEqualTo(after.id());
    }

    @Test
    void whoeverComesAfterTheEndStartsAnotherMeeting() {
        RoomName room = fixture.createRoom(0).name();
        Peer before = enter(room, NOON);
        fixture.leave(room, before, NOON);
        assertThat(enter(room, LATER).sessionId()).isNotEqualTo(before.sessionId());
        assertThat(fixture.sessions(fixture.rooms.find(APP, room).orElseThrow(), LATER))
                .hasSize(2);
    }

    @Test
    void aLookFindsEverythingAtTheDoor() {
        Room room = fixture.createRoom(3);
        EntrySnapshot empty = fixture.meetings.look(APP, room.name(), new Presented.Nothing());
        assertThat(empty.room()).isEqualTo(room);
        assertThat(empty.app()).isNotNull();
        assertThat(empty.live()).isNull();
        assertThat(fixture.meetings.roster(room, NOON)).isEqualTo(Roster.EMPTY);

        Peer peer = enter(room.name(), NOON);
        EntrySnapshot snapshot = fixture.meetings.look(APP, room.name(), new Presented.Nothing());
        assertThat(snapshot.live()).isEqualTo(fixture.going(room.name()).orElseThrow());
        assertThat(fixture.meetings.roster(room, NOON).entries())
                .extracting(Roster.Entry::peerId)
                .containsExactly(peer.id());
    }

    @Test
    void aLeaseThatRanOutFreesThePlaceAtThatVeryInstant() {
        RoomName room = fixture.createRoom(1).name();
        enter(room, NOON);
        assertThat(fixture.enter(room, GONE.minusMillis(1))).isEmpty();
        assertThat(fixture.enter(room, GONE)).isPresent();
    }

    @Test
    void ejectAtFreesThePlaceAtThatVeryInstantWhateverTheLease() {
        RoomName room = fixture.createRoom(1).name();
        fixture.enter(room, NOON, peer -> MeetingFixture.ejectedAt(peer, LATER));
        Peer peer = fixture.inside(fixture.rooms.find(APP, room).orElseThrow(), NOON)
                .get(0);
        assertThat(fixture.enter(room, LATER.minusMillis(1))).isEmpty();
        assertThat(fixture.heartbeat(room, peer, LATER.minusMillis(1))).isTrue();
        assertThat(fixture.enter(room, LATER)).isPresent();
        assertThat(fixture.heartbeat(room, peer, LATER)).isFalse();
    }

    @Test
    void whoeverMayStillComeBackIsCountedAlsoWhereNoCounterCountsHim() {
        RoomName room = fixture.createRoom(0).name();
        Peer asleep = enter(room, NOON);
        enter(room, LATER);
        fixture.changeCap(room, 2);

        Instant now = GONE.plusSeconds(1);
        assertThat(fixture.enter(room, now)).as("asleep's place").isPresent();
        fixture.heartbeat(room, asleep, now);
        assertThat(fixture.inside(fixture.rooms.find(APP, room).orElseThrow(), now))
                .hasSize(2);
    }

    @Test
    void whoeverLeavesJustBeforeBeingPutOutIsKeptOutAllTheSame() {
        Room room = fixture.createRoom(5);
        Peer peer = enterAs(room.name(), "jti-1", "alice");
        fixture.leave(room.name(), peer, NOON);
        fixture.meetings.ban(room, new Ban("alice", NOON, Rank.HOST, "key:k1"));
        assertThat(fixture.meetings.eject(room, peer, NOON)).isFalse();
        assertThat(restrictions(room, "jti-1", "alice"))
                .isEqualTo(new Restrictions(false, true, Rank.HOST, Instant.EPOCH));
    }

    @Test
    void whoeverCameInWhileHisTokenWasPutOutIsOutAtTheNextHeartbeat() {
        Room room = fixture.createRoom(5);
        EntrySnapshot before = fixture.meetings.look(
                APP, room.name(), new Presented.SignedToken(MeetingFixture.token("jti-1", "alice")));
        fixture.meetings.eject(room, enterAs(room.name(), "jti-1", "alice"), NOON);
        Peer late = fixture.enter(
                        before, MeetingFixture.letInBy(MeetingFixture.peer(room, NOON), "jti-1", "alice"), NOON)
                .orElseThrow();
        Peer another = enterAs(room.name(), "jti-2", "alice");
        assertThat(fixture.heartbeat(room.name(), late, NOON)).isFalse();
        assertThat(fixture.heartbeat(room.name(), another, NOON)).isTrue();
    }

    @Test
    void aBanIsListedUntilItIsLifted() {
        Room room = fixture.createRoom(5);
        Ban ban = new Ban("alice", NOON, Rank.ADMIN, "key:k1");
        fixture.meetings.ban(room, ban);
        assertThat(fixture.meetings.bans(room)).containsExactly(ban);
        assertThat(fixture.meetings.unban(room, "alice", Rank.NONE.andBelow(), "key:k1"))
                .isFalse();
        assertThat(fixture.meetings.bans(room)).containsExactly(ban);
        assertThat(fixture.meetings.unban(room, "alice", Rank.ADMIN.andBelow(), "key:k1"))
                .isTrue();
        assertThat(fixture.meetings.bans(room)).isEmpty();
        assertThat(restrictions(room, "jti-1", "alice")).isEqualTo(Restrictions.CLEAR);
    }

    @Test
    void aBanGivesWayToOneOfTheSameOrAHigherRankAndToNoOther() {
        for (Rank first : Rank.values()) {
            for (Rank second : Rank.values()) {
                Room room = fixture.createRoom(5);
                fixture.meetings.ban(room, new Ban("alice", NOON, first, "key:k1"));
                fixture.meetings.ban(room, new Ban("alice", LATER, second, "key:k1"));
                assertThat(fixture.meetings.bans(room))
                        .containsExactly(
                                second.compareTo(first) < 0
                                        ? new Ban("alice", NOON, first, "key:k1")
                                        : new Ban("alice", LATER, second, "key:k1"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Rank.class)
    void aBanOfAnArchivedRoomGivesWayToAnybodys(Rank rank) {
        Room old = fixture.createRoom(5);
        fixture.meetings.ban(old, new Ban("alice", NOON, Rank.HOST, "key:k1"));
        fixture.rooms.archive(old);
        Room room = fixture.createRoom(old.name().value(), 5);
        Ban ban = new Ban("alice", LATER, rank, "key:k1");
        fixture.meetings.ban(room, ban);
        assertThat(fixture.meetings.bans(room)).containsExactly(ban);
    }

    @Test
    void aRevokedTokenIsRevokedInEveryRoomAndBeforeAnyDoor() {
        Room room = fixture.createRoom(0);
        TokenStatus tokens = fixture.tokens;
        String jti = "jti-" + room.id();
        assertThat(tokens.look(MeetingFixture.token(jti, "alice")).restrictions())
                .isEqualTo(Restrictions.CLEAR);
        tokens.revoke(APP, jti, Instant.MAX, "key:k1");
        assertThat(tokens.look(MeetingFixture.token(jti, "alice"))
                        .restrictions()
                        .revoked())
                .isTrue();
        assertThat(restrictions(room, jti, "alice").revoked()).isTrue();
        Peer peer = enterAs(room.name(), jti, "alice");
        assertThat(fixture.heartbeat(room.name(), peer, NOON)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void theMeetingsOfARoomAreListedNewestFirstWhateverTheSizeOfAPage(int limit) {
        Room room = fixture.createRoom(0);
        List<String> held = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Instant then = NOON.plusSeconds(60 * i);
            Peer peer = fixture.enter(room.name(), then).orElseThrow();
            held.add(0, peer.sessionId());
            if (i < 4) {
                fixture.leave(room.name(), peer, then.plusSeconds(30));
            }
        }
        List<Session> listed =
                Page.all(limit, wanted -> fixture.meetings.sessions(room, wanted, NOON.plusSeconds(241)));
        assertThat(listed).extracting(Session::id).isEqualTo(held);
        assertThat(listed.get(0).isLive()).isTrue();
        // Any moment is a place in the list.
        String third = Ids.firstUlid(NOON.plusSeconds(120));
        assertThat(fixture.meetings
                        .sessions(room, PageRequest.after(5, third), NOON)
                        .entries())
                .extracting(Session::id)
                .isEqualTo(held.subList(3, 5));
        assertThat(listed.subList(1, 5))
                .allMatch(
                        session -> session.endedAt().equals(session.startedAt().plusSeconds(30)));
    }

    @Test
    void aMeetingWhosePeopleAllVanishedIsOverForWhoeverLists() {
        Room room = fixture.createRoom(0);
        fixture.enter(room.name(), NOON);
        Instant end = NOON.plus(Peer.LEASE);
        assertThat(sessions(room, end.minusMillis(1)).get(0).isLive()).isTrue();
        assertThat(sessions(room, end.plusSeconds(1000)).get(0).endedAt()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void everybodyWhoWasOrIsInAMeetingIsListedOnce(int limit) {
        Room room = fixture.createRoom(0);
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            peers.add(fixture.enter(room.name(), NOON.plusSeconds(i)).orElseThrow());
        }
        fixture.leave(room.name(), peers.get(1), NOON.plusSeconds(10));
        fixture.leave(room.name(), peers.get(3), NOON.plusSeconds(20));
        // The first has vanished unnoticed.
        Instant now = NOON.plus(Peer.LEASE);

        List<Participation> listed = Page.all(
                limit,
                wanted -> fixture.meetings.participants(room, peers.get(0).sessionId(), wanted, now));

        List<Participation> ordered = new ArrayList<>(listed);
        if (room.isLarge()) {
            // Those who left come first there as well, and nothing is said of their order.
            ordered.subList(0, 2).sort(Comparator.comparing(one -> one.peer().id()));
            ordered.subList(2, 5).sort(Comparator.comparing(one -> one.peer().id()));
        }
        assertThat(ordered)
                .extracting(one -> one.peer().id())
                .containsExactly(
                        peers.get(1).id(),
                        peers.get(3).id(),
                        peers.get(0).id(),
                        peers.get(2).id(),
                        peers.get(4).id());
        assertThat(ordered)
                .extracting(Participation::leftAt)
                .containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(20), now, Instant.MAX, Instant.MAX);
        assertThat(ordered.get(2).how()).isEqualTo(Departure.LOST);
    }

    /** Page by page, so that somebody comes and goes between any two. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void whoStaysIsListedOnceWhileOthersComeAndGo(int limit) {
        Room room = fixture.createRoom(0);
        List<Peer> stay = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stay.add(enter(room.name(), NOON.plusMillis(i)));
            enter(room.name(), NOON.plusMillis(i));
        }
        List<Peer> restless = new ArrayList<>(fixture.inside(room, NOON));
        restless.removeIf(peer -> stay.stream().anyMatch(one -> one.id().equals(peer.id())));
        CountDownLatch toList = new CountDownLatch(3);
        List<Callable<Integer>> people = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<Peer> mine = restless.subList(6 * i, 6 * i + 6);
            people.add(() -> comeAndGo(room, mine, toList));
            people.add(() -> {
                try {
                    for (int round = 0; round < 4; round++) {
                        assertListsAllOnce(room, limit, stay);
                    }
                    return 0;
                } finally {
                    toList.countDown();
                }
            });
        }
        assertThat(SimultaneousThreads.of(people)).as("came and went").anyMatch(times -> times > 0);
    }

    private int comeAndGo(Room room, List<Peer> at, CountDownLatch toList) {
        Deque<Peer> inside = new ArrayDeque<>(at);
        int times = 0;
        while (toList.getCount() > 0 && times < 40) {
            fixture.leave(room.name(), inside.remove(), NOON.plusSeconds(1));
            // Both before and after those who stay.
            inside.add(enter(room.name(), NOON.plusMillis(times % 2 == 0 ? -1 : 100)));
            times++;
        }
        return times;
    }

    private void assertListsAllOnce(Room room, int limit, List<Peer> stay) {
        List<String> expected = stay.stream().map(Peer::id).sorted().toList();
        List<Peer> inside = Page.all(limit, wanted -> fixture.meetings.inside(room, wanted, NOON.plusSeconds(1)));
        assertThat(inside.stream().map(Peer::id).filter(expected::contains).sorted())
                .isEqualTo(expected);
        assertThat(inside).extracting(Peer::id).doesNotHaveDuplicates();
        List<Participation> were = Page.all(
                limit,
                wanted -> fixture.meetings.participants(room, stay.get(0).sessionId(), wanted, NOON.plusSeconds(1)));
        assertThat(were.stream()
                        .map(one -> one.peer().id())
                        .filter(expected::contains)
                        .sorted())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void theMeetingsThatGoOnAreListedNewestFirst(int limit) {
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Room room = fixture.createRoom(0);
            for (int j = 0; j <= i % 3; j++) {
                fixture.enter(room.name(), NOON.plusSeconds(i));
            }
            rooms.add(room);
        }
        Room over = rooms.remove(2);
        fixture.inside(over, NOON).forEach(peer -> fixture.leave(over.name(), peer, NOON.plusSeconds(9)));
        Collections.reverse(rooms);

        List<LiveMeeting> listed = Page.all(limit, wanted -> fixture.meetings.live(APP, wanted, NOON.plusSeconds(9)));

        assertThat(listed)
                .extracting(LiveMeeting::room)
                .isEqualTo(rooms.stream().map(Room::name).toList());
        assertThat(listed)
                .allSatisfy(live -> assertThat(live.inside())
                        .isEqualTo(fixture.inside(
                                        fixture.rooms.find(APP, live.room()).orElseThrow(), NOON)
                                .size()));
        assertThat(listed).extracting(LiveMeeting::session).allMatch(Session::isLive);
    }

    @Test
    void aMeetingWhosePeopleAllVanishedDoesNotGoOn() {
        fixture.enter(fixture.createRoom(0).name(), NOON);
        Instant end = NOON.plus(Peer.LEASE);
        assertThat(fixture.meetings
                        .live(APP, PageRequest.first(10), end.minusMillis(1))
                        .entries())
                .hasSize(1);
        assertThat(fixture.meetings.live(APP, PageRequest.first(10), end).entries())
                .isEmpty();
    }

    @Test
    void thePastOfAnArchivedRoomIsNotThatOfTheNextOneOfItsName() {
        Room before = fixture.createRoom(0);
        Peer peer = fixture.enter(before.name(), NOON).orElseThrow();
        fixture.leave(before.name(), peer, NOON);
        fixture.rooms.archive(before);
        Room after = fixture.createRoom(before.name().value(), 0);
        assertThat(sessions(after, NOON)).isEmpty();
        assertThat(fixture.meetings
                        .participants(after, peer.sessionId(), PageRequest.first(10), NOON)
                        .entries())
                .isEmpty();
    }

    private List<Session> sessions(Room room, Instant now) {
        return fixture.meetings.sessions(room, PageRequest.first(10), now).entries();
    }

    private Peer enterAs(RoomName room, String jti, String subject) {
        String id = fixture.enter(room, NOON, peer -> MeetingFixture.letInBy(peer, jti, subject))
                .orElseThrow()
                .id();
        return fixture.meetings.find(APP, room, id).orElseThrow();
    }

    private Restrictions restrictions(Room room, String jti, String subject) {
        return fixture.meetings
                .look(APP, room.name(), new Presented.SignedToken(MeetingFixture.token(jti, subject)))
                .restrictions();
    }

    private Peer enter(RoomName room, Instant now) {
        return fixture.enter(room, now).orElseThrow();
    }

    private Room create(RoomRules rules) {
        return fixture.createRoom(rules);
    }

    private JoinOutcome join(Room room, Peer peer, @Nullable AccessClaims token) {
        Presented presented = token == null ? new Presented.Nothing() : new Presented.SignedToken(token);
        return fixture.meetings.join(
                room, fixture.meetings.look(APP, room.name(), presented), peer, presented, peer.joinedAt());
    }

    private JoinOutcome joinBy(Room room, Peer peer, JoinRequest request) {
        return fixture.meetings.join(
                room, fixture.meetings.look(APP, room.name(), new Presented.Nothing()), peer, request, NOON);
    }

    private List<String> users(Room room) {
        return fixture.inside(room, NOON).stream().map(Peer::subject).toList();
    }

    private List<Tuple> participants(Room room) {
        return fixture.sessions(room, NOON).stream()
                .flatMap(session ->
                        fixture
                                .meetings
                                .participants(room, session.id(), PageRequest.first(100), NOON)
                                .entries()
                                .stream())
                .map(one -> tuple(one.peer().id(), one.how(), one.leftAt()))
                .toList();
    }

    private static AccessClaims token(String jti, Duration stay, int maxPeers) {
        return new AccessClaims(
                APP,
                "ada",
                jti,
                NOON,
                Instant.EPOCH,
                Instant.MAX,
                new TokenScope.EveryRoom(),
                Grant.GUEST,
                Person.NOBODY,
                stay,
                maxPeers);
    }

    private static Peer by(Room room, AccessClaims token, Instant now) {
        return MeetingFixture.letInBy(MeetingFixture.peer(room, now), token.jti(), token.subject());
    }

    /** Somebody with a token of his own, and known to the app by that name. */
    private static Peer guest(Room room, String user) {
        return MeetingFixture.known(MeetingFixture.peer(room, NOON), user, Grant.GUEST);
    }

    private static Peer as(Peer guest, Grant grant) {
        return MeetingFixture.known(guest, guest.subject(), grant);
    }

    private static SessionClaims session(Room room, Peer peer) {
        return new SessionClaims(
                APP,
                room.name(),
                room.id(),
                peer.sessionId(),
                peer.id(),
                peer.version(),
                "jti",
                NOON,
                NOON.plusSeconds(60),
                peer.grant(),
                peer.jti(),
                peer.subject(),
                null);
    }
}
