package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision;
import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.app.Companion;
import dev.latchkey.app.MediaKind;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.json.JsonText;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Hold;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Rank;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import dev.latchkey.room.RestrictionMark;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomControls;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SeatPlan;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.TestTables;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written is read back the same, after a stay in a real table. */
class ItemCodecTest {
    private static final AppName APP = new AppName("an-app");
    private static final RoomName ROOM = new RoomName("Room_1-x");
    private static final String AWKWARD = "\"quoted\" \\ and\nnew line, \u00e9\u4e16\ud83d\ude00 #hash ROOM#x";

    private final Table table = new Table(TestTables.client(), TestTables.create());

    @Test
    void aRoomWithEverythingSet() {
        Map<String, Object> settings = Map.of(
                "metadata",
                Map.of("deep", List.of(1L, 2.5, true, "x", Map.of())),
                "lang",
                AWKWARD,
                RoomControls.OWNER_ONLY_BROADCAST,
                true,
                RoomControls.ALLOW_SEND_DATA,
                false);
        Room room = new Room(
                APP,
                ROOM,
                "0123456789abcdef01234567",
                NOON.plusMillis(1),
                new RoomRules(
                        true,
                        true,
                        true,
                        NOON,
                        NOON.plusSeconds(60),
                        true,
                        RoomRules.MOST_PARTICIPANTS,
                        3,
                        SecondEntry.REFUSE,
                        Duration.ofSeconds(90),
                        RoomControls.withheld(settings)),
                settings,
                new SeatPlan("0123456789abcdef01234567.7", 50, false, true),
                NOON.minusSeconds(5),
                "key:k1",
                true,
                RestrictionMark.SOME,
                42,
                NOON.plusMillis(2));
        assertThat(RoomItem.read(stored(RoomItem.write(room)))).isEqualTo(room);
    }

    @Test
    void aRoomWithNothingSet() {
        Room room = Room.create(APP, ROOM, "id", RoomRules.OPEN, Map.of(), NOON);
        assertThat(RoomItem.read(stored(RoomItem.write(room)))).isEqualTo(room);
    }

    @Test
    void anAppWithEverythingSet() {
        App app = new App(
                APP,
                NOON,
                false,
                Duration.ofDays(1),
                NOON.plusMillis(7),
                "key:k1",
                SigningAlgorithm.ES256,
                false,
                40,
                List.of("https://b.example", "https://a.example"),
                null,
                "latchkey-replies-dev",
                7);
        assertThat(AppItem.read(stored(AppItem.write(app)))).isEqualTo(app);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAppWithAMediaServer(boolean namedByApp) {
        App app = App.create(APP, NOON)
                .withMedia(new MediaSettings(
                        MediaKind.LIVEKIT,
                        "wss://media.example.com",
                        "https://media.example.com",
                        "lkdev",
                        "v1",
                        Set.of(Companion.EGRESS, Companion.AGENT),
                        namedByApp));
        assertThat(AppItem.read(stored(AppItem.write(app)))).isEqualTo(app);
    }

    @Test
    void anAppWithNothingSet() {
        App app = App.create(APP, NOON);
        assertThat(AppItem.read(stored(AppItem.write(app)))).isEqualTo(app);
    }

    @Test
    void anApiKeyWithEverythingSet() {
        ApiKey key = new ApiKey(
                APP,
                "id",
                "ab".repeat(32),
                AWKWARD,
                EnumSet.allOf(Scope.class),
                Set.of(ROOM),
                NOON,
                NOON.plusMillis(1),
                LocalDate.parse("2026-11-22"),
                7);
        assertThat(ApiKeyItem.read(stored(ApiKeyItem.write(key)))).isEqualTo(key);
    }

    @Test
    void anApiKeyWithNothingSet() {
        ApiKey key = new ApiKey(APP, "id", "ab".repeat(32), "", Set.of(), Set.of(), NOON, Instant.MAX);
        assertThat(ApiKeyItem.read(stored(ApiKeyItem.write(key)))).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void anApiKeyWithOneScope(Scope scope) {
        ApiKey key = new ApiKey(APP, "id", "ab".repeat(32), "", Set.of(scope), Set.of(), NOON, Instant.MAX);
        assertThat(ApiKeyItem.read(ApiKeyItem.write(key)).scopes()).containsExactly(scope);
    }

    @Test
    void anApiKeyItemHoldsTheDigestAndNoOtherSecret() {
        ApiKey key = new ApiKey(APP, "id", "ab".repeat(32), "label", Set.of(), Set.of(), NOON, Instant.MAX);
        assertThat(ApiKeyItem.write(key).attributes().keySet())
                .containsOnly(
                        "pk", "sk", "gsi1pk", "gsi1sk", "app", "keyId", "sha256", "keyLabel", "created", "itemVersion");
    }

    @Test
    void aPeerWithEverythingSet() {
        assertThat(PeerItem.read(stored(PeerItem.write(APP, ROOM, fullPeer())))).isEqualTo(fullPeer());
    }

    @Test
    void aPeerWithNothingSet() {
        assertThat(PeerItem.read(stored(PeerItem.write(APP, ROOM, barePeer())))).isEqualTo(barePeer());
    }

    @ParameterizedTest
    @EnumSource(Departure.class)
    void apartFromThePeerAParticipationSaysWhenAndHowItEnded(Departure how) {
        for (Peer peer : List.of(fullPeer(), barePeer())) {
            Item item = PeerItem.writePast(APP, ROOM, peer, how, NOON.plusSeconds(9));
            assertThat(PeerItem.readPast(item)).isEqualTo(new Participation(peer, NOON.plusSeconds(9), how));
        }
    }

    @Test
    void aParticipationIsForgottenNinetyDaysAfterItsEnd() {
        Item past = PeerItem.writePast(APP, ROOM, barePeer(), Departure.LEFT, NOON);
        assertThat(past.number(Attr.TTL))
                .isEqualTo(NOON.plus(Duration.ofDays(90)).getEpochSecond());
        assertThat(PeerItem.write(APP, ROOM, barePeer()).has(Attr.TTL)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Right.class)
    void aPeerWithOneRight(Right right) {
        Permissions one = Permissions.NONE.with(right, true);
        Peer peer = barePeer().changed(new Grant(new Role("custom"), one), Person.NOBODY, NOON);
        assertThat(PeerItem.read(PeerItem.write(APP, ROOM, peer)).grant().permissions())
                .isEqualTo(one);
    }

    @Test
    void aMeetingThatGoesOnAndOneThatIsOver() {
        Session live = Session.start("01S", "room-id", NOON);
        Session over = new Session("01S", "room-id", NOON, NOON.plusSeconds(1));
        for (Session session : List.of(live, over)) {
            assertThat(SessionItem.read(stored(SessionItem.write(APP, ROOM, session))))
                    .isEqualTo(session);
        }
        Item item = stored(SessionItem.writeLive(APP, ROOM, live));
        assertThat(SessionItem.read(item)).isEqualTo(live);
        assertThat(SessionItem.readRoomName(item)).isEqualTo(ROOM);
    }

    @Test
    void aBan() {
        Room room = Room.create(APP, ROOM, "room-id", RoomRules.OPEN, Map.of(), NOON);
        for (Rank rank : Rank.values()) {
            Ban ban = new Ban(AWKWARD, NOON, rank, "key:k1");
            assertThat(BanItem.read(stored(BanItem.write(room, ban)))).isEqualTo(ban);
        }
        Item item = stored(BanItem.write(room, new Ban(AWKWARD, NOON, Rank.HOST, "key:k1")));
        assertThat(item.text(Attr.ROOM_ID)).isEqualTo("room-id");
        assertThat(item.has(Attr.TTL)).as("a ban is for good").isFalse();
    }

    @ParameterizedTest
    @EnumSource(JoinRequestState.class)
    void aJoinRequestWithEverythingSet(JoinRequestState state) {
        AccessClaims token = new AccessClaims(
                APP,
                "subject",
                "01JTI",
                NOON,
                NOON.minusSeconds(1),
                NOON.plusSeconds(60),
                new TokenScope.OneRoom(ROOM, "room-id"),
                fullPeer().grant(),
                fullPeer().person(),
                Duration.ofSeconds(30),
                5);
        JoinRequest request = new JoinRequest(
                "01REQUEST",
                "room-id",
                token.person(),
                token,
                EntryDecision.WaitReason.LOCKED,
                state,
                NOON,
                NOON.plusSeconds(600),
                new Grant(new Role("custom"), Permissions.NONE.with(Right.CONSUME, true)),
                AWKWARD,
                "decision",
                "01PEER");
        assertThat(JoinRequestItem.read(stored(JoinRequestItem.write(APP, ROOM, request))))
                .isEqualTo(request);
    }

    /** What a release wrote that took other names for roles: the permissions beside the name are what counts. */
    @ParameterizedTest
    @ValueSource(strings = {"Team lead", "HOST", "h\u043est", "coHost\u200b"})
    void aRoleThatIsNoneByTodaysRuleIsAGuestWithItsPermissions(String name) {
        Peer peer = fullPeer();
        Item item = PeerItem.write(APP, ROOM, peer).put("peerRole", name);

        assertThat(PeerItem.read(stored(item)).grant())
                .isEqualTo(new Grant(Role.GUEST, peer.grant().permissions()));
    }

    @Test
    void aJoinRequestWithNothingSet() {
        JoinRequest request =
                JoinRequest.of("01REQUEST", "room-id", Person.NOBODY, EntryDecision.WaitReason.PRIVATE, NOON);
        assertThat(JoinRequestItem.read(stored(JoinRequestItem.write(APP, ROOM, request))))
                .isEqualTo(request);
    }

    @Test
    void instantsAreKeptToTheMillisecondFromTheEpochToTheEndOfTime() {
        Item item = Item.at(new Key("p", "s"))
                .put("always", Instant.EPOCH)
                .put("never", Instant.MAX)
                .put("early", Instant.ofEpochMilli(1))
                .put("late", Instant.parse("9999-12-31T23:59:59.999Z"));
        Item read = stored(item);
        assertThat(read.has("always")).isFalse();
        assertThat(read.has("never")).isFalse();
        assertThat(read.instant("always", Instant.EPOCH)).isEqualTo(Instant.EPOCH);
        assertThat(read.instant("never", Instant.MAX)).isEqualTo(Instant.MAX);
        assertThat(read.instant("early", Instant.MAX)).isEqualTo(Instant.ofEpochMilli(1));
        assertThat(read.instant("late", Instant.EPOCH)).isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
    }

    private static Peer fullPeer() {
        Person person = new Person(
                AWKWARD.replace("\n", " "),
                "a@example.org",
                "meta " + AWKWARD,
                "external|" + AWKWARD.replace("\n", " "),
                JsonText.of(Map.of("k", List.of(1L, 2.5, "x"))),
                Map.of("joinVideoOn", true, "disableAudio", false));
        return new Peer(
                "01PEER",
                "01SESSION",
                "room-id",
                "subject " + AWKWARD,
                "01JTI",
                NOON.minusSeconds(30),
                person,
                new Grant(Role.SPEAKER, Permissions.NONE.with(Right.PRODUCE_MIC, true)),
                NOON,
                NOON.plusSeconds(75),
                NOON.plusSeconds(90),
                NOON.plusSeconds(60),
                "room-id.3#12",
                Set.of(Hold.ORDINARY_PLACE, Hold.TOKEN),
                6,
                7,
                NOON.plusMillis(8));
    }

    private static Peer barePeer() {
        return new Peer(
                "01PEER",
                "01SESSION",
                "room-id",
                "",
                "",
                NOON,
                Person.NOBODY,
                Grant.GUEST,
                NOON,
                NOON.plusSeconds(75),
                Instant.MAX,
                Instant.MAX,
                "",
                Set.of(),
                0,
                1,
                Instant.EPOCH);
    }

    private Item stored(Item item) {
        table.put(item);
        return table.get(new Key(item.text(Attr.PK), item.text(Attr.SK))).orElseThrow();
    }
}
