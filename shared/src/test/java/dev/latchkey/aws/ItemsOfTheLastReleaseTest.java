package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.json.Json;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.PeerSnapshot;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.TestTables;
import dev.latchkey.token.SessionClaims;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table as the last release left it, in the hands of this one: two versions run side by side while a canary lasts. The file
 * holds what the release of 2026-11-22 wrote at noon of that day: a capped room with a host and a guest inside, a locked room with one
 * who waits, one who is approved and a ban, a room whose meeting is over, one whose guest was put out, a revoked token.
 */
class ItemsOfTheLastReleaseTest {
    private static final AppName APP = new AppName("dev");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<Map<String, AttributeValue>> ITEMS = items();

    private final Table table = new Table(TestTables.client(), TestTables.create());
    private final DynamoDbMeetingStore meetings = new DynamoDbMeetingStore(table, decision -> {}, Clock.systemUTC());
    private final DynamoDbRoomStore rooms = new DynamoDbRoomStore(table);
    private final DynamoDbJoinRequestStore joinRequests = new DynamoDbJoinRequestStore(table);

    @BeforeEach
    void asItWasLeft() {
        ITEMS.forEach(item -> table.put(new Item(item)));
    }

    @Test
    void whoIsInsideStaysAndIsListedOnceHeardOf() {
        Room room = room("open-house");
        List<Peer> inside = meetings.inside(room, PageRequest.first(10), NOON.plusSeconds(30))
                .entries();
        assertThat(inside).hasSize(2);
        Peer host = inside.stream()
                .filter(peer -> peer.grant().role().equals(Role.HOST))
                .findFirst()
                .orElseThrow();
        assertThat(host.person().email()).isEqualTo("ada@example.com");

        for (Peer peer : inside) {
            PeerSnapshot met = meetings.lookInside(sessionOf(room, peer));
            assertThat(met.refusal(NOON.plusSeconds(30))).isEmpty();
            Instant later = NOON.plusSeconds(200);
            Peer heardOf = peer.heardOf(later, room.rules(), peer.sessionId());
            assertThat(meetings.renew(room, peer, heardOf, later)).isTrue();
        }
        assertThat(meetings.roster(room, NOON.plusSeconds(200)).entries()).hasSize(2);
    }

    @Test
    void theirPlacesCountAndAreFreedOnce() {
        Room room = room("open-house");
        for (int free = 3; free > 0; free--) {
            assertThat(join(room)).isInstanceOf(JoinOutcome.Joined.class);
        }
        assertThat(join(room)).isInstanceOf(JoinOutcome.Full.class);
        Peer before =
                meetings.inside(room, PageRequest.first(1), NOON).entries().get(0);
        assertThat(meetings.leave(APP, room.name(), before, Departure.LEFT, NOON))
                .isTrue();
        assertThat(join(room)).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(join(room)).isInstanceOf(JoinOutcome.Full.class);
    }

    @Test
    void theMeetingThatGoesOnIsJoined() {
        Room room = room("open-house");
        Session live = Objects.requireNonNull(
                meetings.look(APP, room.name(), new Presented.Nothing()).live());
        assertThat(join(room))
                .isInstanceOfSatisfying(
                        JoinOutcome.Joined.class,
                        joined -> assertThat(joined.session()).isEqualTo(live));
    }

    @Test
    void aBanBindsEverybodyAndWhoWasPutOutStaysOut() {
        EntrySnapshot banned = meetings.look(
                APP,
                new RoomName("locked"),
                new Presented.SignedToken(RoomFixture.token("01M81J18G0QV2WHVQX5ZJ2K3W1", "user-42")));
        assertThat(banned.restrictions().bans(Grant.HOST)).isTrue();
        String ejected = keysOf("ROOM#dev#out", "OUT#").get(0);
        assertThat(meetings.look(
                                APP,
                                new RoomName("out"),
                                new Presented.SignedToken(RoomFixture.token(ejected, "user-7")))
                        .restrictions()
                        .ejected())
                .isTrue();
        String revoked = keysOf("APP#dev", "JTI#").get(0);
        assertThat(meetings.look(
                                APP,
                                new RoomName("out"),
                                new Presented.SignedToken(RoomFixture.token(revoked, "somebody")))
                        .restrictions()
                        .revoked())
                .isTrue();
    }

    @Test
    void whoWaitsIsSeenAndWhoIsApprovedComesIn() {
        Room room = room("locked");
        assertThat(MeetingFixture.waiting(joinRequests, room, NOON)).hasSize(1);
        JoinRequest approved = keysOf("ROOM#dev#locked", "JOIN#").stream()
                .map(id -> joinRequests.find(APP, room.name(), id).orElseThrow())
                .filter(request -> request.state() == JoinRequestState.APPROVED)
                .findFirst()
                .orElseThrow();
        EntrySnapshot snapshot = meetings.look(APP, room.name(), new Presented.Nothing());
        assertThat(meetings.join(room, snapshot, RoomFixture.peer(room, NOON), approved, NOON))
                .isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void thePastIsToldAsItWas() {
        for (Map.Entry<String, Departure> past :
                Map.of("past", Departure.LEFT, "out", Departure.EJECTED).entrySet()) {
            Room room = room(past.getKey());
            Session meeting = meetings.sessions(room, PageRequest.first(10), NOON)
                    .entries()
                    .get(0);
            assertThat(meeting.isLive()).isFalse();
            assertThat(meetings.participants(room, meeting.id(), PageRequest.first(10), NOON)
                            .entries())
                    .singleElement()
                    .satisfies(one -> assertThat(one.how()).isEqualTo(past.getValue()));
        }
    }

    /** What the last release reads of an item of those kinds it finds in ours too, under the same names and in its own words. */
    @Test
    void theLastReleaseFindsInOurItemsWhatItReads() {
        Room room = room("open-house");
        Peer peer = RoomFixture.letInBy(RoomFixture.peer(room, NOON), "01M81J18G0QV2WHVQX5ZJ2K3W1", "user-1");
        Item inside = PeerItem.write(APP, room.name(), peer);
        assertThat(inside.attributes().keySet())
                .containsAll(Set.of(
                        "peerId",
                        "roomId",
                        "subject",
                        "jti",
                        "peerRole",
                        "peerPermissions",
                        "joinedAt",
                        "leaseUntil",
                        "insideUntil",
                        "itemVersion"));
        Set<String> words = Set.of("LEFT", "LOST", "TIME_UP", "EJECTED", "ROOM_CLOSED");
        for (Departure how : Departure.values()) {
            assertThat(words)
                    .contains(PeerItem.writePast(APP, room.name(), peer, how, NOON)
                            .text("departure"));
        }
    }

    private JoinOutcome join(Room room) {
        EntrySnapshot snapshot = meetings.look(APP, room.name(), new Presented.Nothing());
        return meetings.join(room, snapshot, RoomFixture.peer(room, NOON), new Presented.Nothing(), NOON);
    }

    private Room room(String name) {
        return rooms.find(APP, new RoomName(name)).orElseThrow();
    }

    /** As the last release signs it: without a word on whose token it was. */
    private static SessionClaims sessionOf(Room room, Peer peer) {
        return new SessionClaims(
                APP,
                room.name(),
                room.id(),
                peer.sessionId(),
                peer.id(),
                peer.version(),
                "01M81J18G0QV2WHVQX5ZJ2K3W1",
                NOON,
                NOON.plus(SessionClaims.LIFETIME),
                peer.grant(),
                peer.jti(),
                "",
                null);
    }

    /** What follows that prefix in the sort keys under that partition key. */
    private static List<String> keysOf(String pk, String prefix) {
        return ITEMS.stream()
                .map(Item::new)
                .filter(item ->
                        item.text(Attr.PK).equals(pk) && item.text(Attr.SK).startsWith(prefix))
                .map(item -> item.text(Attr.SK).substring(prefix.length()))
                .toList();
    }

    private static List<Map<String, AttributeValue>> items() {
        try (InputStream file =
                ItemsOfTheLastReleaseTest.class.getResourceAsStream("/items-of-the-last-release.json")) {
            String json = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return ((List<?>) Objects.requireNonNull(Json.read(json)))
                    .stream().map(item -> attributes((Map<?, ?>) item)).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, AttributeValue> attributes(Map<?, ?> json) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        json.forEach((name, value) -> attributes.put((String) name, attribute((Map<?, ?>) value)));
        return attributes;
    }

    private static AttributeValue attribute(Map<?, ?> typed) {
        if (typed.get("S") instanceof String text) {
            return AttributeValue.fromS(text);
        }
        if (typed.get("N") instanceof String number) {
            return AttributeValue.fromN(number);
        }
        return typed.get("BOOL") instanceof Boolean truth
                ? AttributeValue.fromBool(truth)
                : AttributeValue.fromM(attributes((Map<?, ?>) Objects.requireNonNull(typed.get("M"))));
    }
}
