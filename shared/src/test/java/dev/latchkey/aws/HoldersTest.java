package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Presented;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is recorded of users and tokens inside, and what the release before leaves of it. */
class HoldersTest {
    private final RoomFixture fixture = RoomFixture.open();

    @Test
    void plainRoomAndTokenRecordNothing() {
        Room room = room(0, SecondEntry.ALLOW);
        enter(room, token("ada", 0));

        assertThat(fixture.items(room.name(), "HOLDER#")).isEmpty();
    }

    @Test
    void whatIsRecordedNamesNobodyAndGoesWithThePeer() {
        Room room = room(0, SecondEntry.REFUSE);
        // A name that no hexadecimal digits spell.
        Peer grace = joined(enter(room, token("grace", 2)));

        assertThat(fixture.items(room.name(), "HOLDER#"))
                .hasSize(2)
                .noneMatch(item -> item.attributes().toString().contains("grace"));
        fixture.leave(room.name(), grace, NOON);
        assertThat(fixture.items(room.name(), "HOLDER#"))
                .allMatch(item -> item.number("holdersUsed") == 0)
                .hasSize(1);
    }

    @Test
    void userWhomTheReleaseBeforeTookOutMayComeBack() {
        Room room = room(0, SecondEntry.REFUSE);
        takenOutByTheReleaseBefore(room, joined(enter(room, token("ada", 0))));

        Peer again = joined(enter(room, token("ada", 0)));
        assertThat(enter(room, token("ada", 0))).isInstanceOf(JoinOutcome.SecondEntryRefused.class);
        assertThat(fixture.leave(room.name(), again, NOON)).isTrue();
        joined(enter(room, token("ada", 0)));
    }

    @Test
    void placesOfATokenThatTheReleaseBeforeTookPeopleFromAreFree() {
        Room room = room(0, SecondEntry.ALLOW);
        AccessClaims two = token(null, 2);
        takenOutByTheReleaseBefore(room, joined(enter(room, two)));
        joined(enter(room, two));

        Peer third = joined(enter(room, two));
        assertThat(enter(room, two)).isInstanceOf(JoinOutcome.TokenInUse.class);
        assertThat(fixture.leave(room.name(), third, NOON)).isTrue();
        joined(enter(room, two));
    }

    @Test
    void whoMakesWayLeavesSeatAndCountToWhoeverComesIn() {
        Room room = room(1, SecondEntry.ALLOW);
        AccessClaims token = token("ada", 1);
        joined(enter(room, token));
        Peer second = joined(enter(room, token));

        assertThat(fixture.recorded(room.name())).extracting(Peer::id).containsExactly(second.id());
        assertThat(fixture.taken(room.name())).isEqualTo(1);
        fixture.leave(room.name(), second, NOON);
        assertThat(fixture.taken(room.name())).isZero();
        assertThat(fixture.items(room.name(), "HOLDER#")).allMatch(item -> item.number("holdersUsed") == 0);
    }

    @Test
    void peerAndRoomOfWhichNothingNewIsSaidAreWrittenAsTheReleaseBeforeDid() {
        Room room = RoomFixture.newRoom("plain", 5);
        Item peer = PeerItem.write(APP, room.name(), RoomFixture.peer(room, NOON));

        assertThat(peer.attributes()).doesNotContainKeys("holds", "tokensFrom");
        assertThat(PeerItem.read(peer).holds()).isEmpty();
        assertThat(PeerItem.read(peer).tokensFrom()).isZero();
        Item item = RoomItem.write(room);
        item.attributes().remove("reservedPlaces");
        assertThat(item.attributes()).doesNotContainKeys("onSecondEntry", "usersKnown");
        assertThat(RoomItem.read(item)).isEqualTo(room);
    }

    /** It knows of no records and frees none. */
    private void takenOutByTheReleaseBefore(Room room, Peer peer) {
        fixture.table().delete(Key.peer(APP, room.name(), peer.id()));
    }

    private Room room(int maxParticipants, SecondEntry onSecondEntry) {
        Room room = Room.create(
                APP,
                new RoomName("room-" + Ids.hex24()),
                Ids.hex24(),
                RoomFixture.rules(maxParticipants, 0, onSecondEntry),
                Map.of(),
                NOON);
        return fixture.rooms.create(room);
    }

    private static AccessClaims token(String user, int maxPeers) {
        String jti = Ids.hex24();
        return new AccessClaims(
                APP,
                user == null ? "anon-" + jti : user,
                jti,
                NOON,
                Instant.EPOCH,
                Instant.MAX,
                new TokenScope.EveryRoom(),
                Grant.GUEST,
                new Person(null, null, null, user, null, Map.of()),
                Duration.ZERO,
                maxPeers);
    }

    private JoinOutcome enter(Room room, AccessClaims token) {
        Peer peer = new Peer(
                Ids.ulid(NOON),
                "",
                room.id(),
                token.subject(),
                token.jti(),
                NOON,
                token.person(),
                Grant.GUEST,
                NOON,
                NOON.plus(Peer.LEASE),
                Instant.MAX,
                Instant.MAX,
                "",
                Set.of(),
                0,
                1,
                Instant.EPOCH);
        return fixture.meetings.join(
                room,
                fixture.meetings.look(APP, room.name(), new Presented.SignedToken(token)),
                peer,
                new Presented.SignedToken(token),
                NOON);
    }

    private static Peer joined(JoinOutcome outcome) {
        assertThat(outcome).isInstanceOf(JoinOutcome.Joined.class);
        return ((JoinOutcome.Joined) outcome).peer();
    }
}
