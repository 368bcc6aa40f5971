package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Presented;
import dev.latchkey.access.Restrictions;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Rank;
import dev.latchkey.privacy.Identity;
import dev.latchkey.privacy.Search;
import dev.latchkey.room.RestrictionMark;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.signing.MovingClock;
import dev.latchkey.testing.CountingDynamoDb;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.TestTables;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.TicketClaims;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

/** A room says whether anybody is kept out of it, and what it does not say is asked. */
class RestrictionMarksTest {
    private static final String JTI = "jti-of-ada";
    private static final String USER = "ada";

    private static final RoomFixture SMALL = RoomFixture.marked();
    private static final RoomFixture LARGE = RoomFixture.marked(true);

    /** A way of looking at what is held against Ada, by her token or whatever came of it. */
    private static final Map<String, BiFunction<RoomFixture, Room, Restrictions>> LOOKS = Map.of(
            "validation", (at, room) -> at.tokens.look(token(room)).restrictions(),
            "first look",
                    (at, room) ->
                            at.meetings.look(APP, room.name(), presented(room)).restrictions(),
            "second look",
                    (at, room) -> at.meetings
                            .confirm(room, stranger(room), presented(room))
                            .restrictions(),
            "ticket", (at, room) -> at.joinRequests.look(ticket(room)).restrictions(),
            "inside", (at, room) -> at.meetings.lookInside(session(room)).restrictions(),
            "heartbeat", (at, room) -> at.meetings.glanceInside(session(room)).restrictions());

    /** What keeps her out. */
    private static final Map<String, BiConsumer<RoomFixture, Room>> ACTS = Map.of(
            "nothing", (at, room) -> {},
            "ban", (at, room) -> ban(at, room, USER),
            "ban of another", (at, room) -> ban(at, room, "grace"),
            "ejection", (at, room) -> at.meetings.eject(room, enter(at, room, JTI, USER), NOON),
            "ejection of another", (at, room) -> at.meetings.eject(room, enter(at, room, "other", "grace"), NOON),
            "ban of somebody erased",
                    (at, room) -> {
                        ban(at, room, USER);
                        erase(at);
                    },
            "erased while inside",
                    (at, room) -> {
                        enter(at, room, JTI, USER);
                        erase(at);
                    });

    static Stream<Arguments> everyActAndLook() {
        return Stream.of(false, true)
                .flatMap(large -> ACTS.keySet().stream()
                        .flatMap(act -> LOOKS.keySet().stream().map(look -> Arguments.of(large, act, look))));
    }

    /** Whoever has just seen a room of which nobody is kept out, whoever never saw it, and whoever sees it again. */
    @ParameterizedTest
    @MethodSource("everyActAndLook")
    void everyLookSeesWhatWasDoneBefore(boolean large, String act, String look) {
        RoomFixture at = RoomFixture.marked(large);
        Room room = at.createRoom(0);
        LOOKS.values().forEach(any -> assertThat(any.apply(at, room)).isEqualTo(Restrictions.CLEAR));

        ACTS.get(act).accept(at.through(TestTables.client()), room);

        Restrictions expected = new Restrictions(
                false,
                Set.of("ejection", "erased while inside").contains(act),
                Set.of("ban", "ban of somebody erased").contains(act) ? Rank.HOST : null,
                Instant.EPOCH);
        for (RoomFixture who : List.of(at, at.through(TestTables.client()), at)) {
            assertThat(LOOKS.get(look).apply(who, room))
                    .as(look + " after " + act)
                    .isEqualTo(expected);
        }
        assertThat(mark(at, room)).isEqualTo(act.equals("nothing") ? RestrictionMark.NONE : RestrictionMark.SOME);
    }

    @Test
    void aRoomOfWhichNobodyWasKeptOutIsNotAskedWhom() {
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ofMillis(20));
        RoomFixture counted = SMALL.through(counting);
        Room room = SMALL.createRoom(0);
        assertThat(asked(counting, () -> counted.tokens.look(token(room)))).isEqualTo("5 keys in 1 round trips");
        assertThat(asked(counting, () -> counted.tokens.look(token(room)))).isEqualTo("3 keys in 1 round trips");

        ban(SMALL, room, USER);
        assertThat(asked(counting, () -> counted.tokens.look(token(room)))).isEqualTo("5 keys in 2 round trips");
        assertThat(asked(counting, () -> counted.tokens.look(token(room)))).isEqualTo("5 keys in 1 round trips");

        Room another = SMALL.createRoom(0);
        assertThat(asked(counting, () -> counted.tokens.look(token(another))))
                .as("as rooms are here")
                .isEqualTo("3 keys in 1 round trips");
    }

    /** Of a deployment that was switched on lately. */
    @Test
    void aRoomThatSaysNothingIsAskedAtOnceOnceItIsKnown() {
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ofMillis(20));
        RoomFixture counted = SMALL.through(counting);
        Room marked = SMALL.createRoom(0);
        counted.tokens.look(token(marked));
        Room unmarked = SMALL.rooms.create(
                Room.create(APP, new RoomName(Ids.roomName()), Ids.hex24(), RoomRules.OPEN, Map.of(), NOON));
        for (String cost : List.of("5 keys in 2 round trips", "5 keys in 1 round trips", "5 keys in 1 round trips")) {
            assertThat(asked(counting, () -> counted.tokens.look(token(unmarked))))
                    .isEqualTo(cost);
            assertThat(asked(counting, () -> counted.tokens.look(token(marked))))
                    .isEqualTo("3 keys in 1 round trips");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJoinAsksForNothingInARoomOfWhichNobodyWasKeptOut(boolean large) {
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ofMillis(20));
        RoomFixture fixture = large ? LARGE : SMALL;
        RoomFixture counted = fixture.through(counting);
        Room room = fixture.createRoom(0);
        counted.meetings.look(APP, room.name(), presented(room));
        assertThat(asked(counting, () -> counted.meetings.look(APP, room.name(), presented(room))))
                .isEqualTo("4 keys in 1 round trips");
        assertThat(asked(counting, () -> counted.meetings.confirm(room, stranger(room), presented(room))))
                .as("beside the line of the list")
                .startsWith("3 keys");
    }

    /** Who knows the room for a second knows its mark for as long, and asks for notes then. */
    @Test
    void aCrowdAtTheDoorOfALargeRoomSeesABanASecondLater() {
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ZERO);
        MovingClock clock = new MovingClock(NOON);
        MeetingStore door = new DynamoDbMeetingStore(new Table(counting, LARGE.tableName()), decision -> {}, clock);
        Room room = LARGE.createRoom(0);
        enter(LARGE, room, "jti-of-grace", "grace");
        door.look(APP, room.name(), presented(room));
        assertThat(asked(counting, () -> door.look(APP, room.name(), presented(room))))
                .isEqualTo("1 keys in 1 round trips");

        ban(LARGE, room, USER);
        clock.move(Duration.ofSeconds(1));
        for (int i = 0; i < 2; i++) {
            assertThat(door.look(APP, room.name(), presented(room))
                            .restrictions()
                            .ban())
                    .isEqualTo(Rank.HOST);
        }
        assertThat(asked(counting, () -> door.look(APP, room.name(), presented(room))))
                .isEqualTo("5 keys in 2 round trips");
    }

    /** It asks beside its write, so of the room it has read. */
    @Test
    void aPingAsksForNothingInARoomOfWhichNobodyWasKeptOut() {
        CountingDynamoDb counting = new CountingDynamoDb(TestTables.client(), Duration.ofMillis(20));
        RoomFixture counted = SMALL.through(counting);
        Room room = SMALL.createRoom(0);
        Peer peer = enter(SMALL, room, JTI, USER);
        HeldPlace place = new HeldPlace(APP, room.name(), room.id(), peer.id(), 0);
        for (String keys : List.of("2 keys", "4 keys")) {
            Room read = java.util.Objects.requireNonNull(
                    counted.meetings.glanceAt(place).room());
            Peer before = SMALL.meetings.find(APP, room.name(), peer.id()).orElseThrow();
            Peer later = before.heardOf(NOON.plusSeconds(30), room.rules(), before.sessionId());
            assertThat(asked(counting, () -> counted.meetings.renewUnlessHeldAgainst(read, before, later, NOON)))
                    .startsWith(keys);
            ban(SMALL, room, "grace");
        }
    }

    @Test
    void whoeverCameWithoutATokenIsKeptOutByNothing() {
        Room room = SMALL.createRoom(0);
        Peer peer = SMALL.enter(room.name(), NOON).orElseThrow();
        SMALL.meetings.eject(room, peer, NOON);
        assertThat(mark(SMALL, room)).isEqualTo(RestrictionMark.NONE);
    }

    /** Where nobody sees to marks, there are none: of the rooms of a release that knows of none nothing can be told. */
    @Test
    void aRoomThatSaysNothingGoesOnSayingNothing() {
        RoomFixture unmarked = RoomFixture.open();
        Room room = unmarked.createRoom(0);
        ban(unmarked, room, USER);
        assertThat(mark(unmarked, room)).isEqualTo(RestrictionMark.UNRECORDED);
        assertThat(LOOKS.get("validation").apply(unmarked, room).ban()).isEqualTo(Rank.HOST);
    }

    /** As any two edits at once. */
    @Test
    void anEditThatWasUnderWayDoesNotTakeTheMarkAway() {
        Room before = SMALL.createRoom(0);
        ban(SMALL, before, USER);
        assertThat(SMALL.rooms.update(before, before.changed(RoomFixture.capped(3), Map.of(), NOON)))
                .isFalse();
        Room now = SMALL.changeCap(before.name(), 3);
        assertThat(now.restrictionMark()).isEqualTo(RestrictionMark.SOME);
        assertThat(LOOKS.get("validation").apply(SMALL, now).ban()).isEqualTo(Rank.HOST);
    }

    @Test
    void aRoomMadeAnewUnderTheNameHasItsOwnMark() {
        Room old = SMALL.createRoom(0);
        ban(SMALL, old, USER);
        SMALL.rooms.archive(old);
        Room anew = SMALL.createRoom(old.name().value(), 0);
        assertThat(LOOKS.get("validation").apply(SMALL, anew)).isEqualTo(Restrictions.CLEAR);
        // Of whoever still bans from the old one the new one says nothing.
        ban(SMALL, old, USER);
        assertThat(mark(SMALL, anew)).isEqualTo(RestrictionMark.NONE);
        assertThat(LOOKS.get("validation").apply(SMALL, anew)).isEqualTo(Restrictions.CLEAR);
    }

    /** Whichever call of the ban it is amid: once the ban is answered, it is seen; and whoever is told of it before is told right. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aValidationAmidABanSeesTheBanOnceItIsAnswered(boolean large) {
        RoomFixture fixture = large ? LARGE : SMALL;
        for (int at = 1; ; at++) {
            Room room = fixture.createRoom(0);
            LOOKS.get("validation").apply(fixture, room);
            InterruptedDynamoDb banning = new InterruptedDynamoDb(
                    TestTables.client(), at, () -> LOOKS.get("validation").apply(fixture, room));
            ban(fixture.through(banning), room, USER);
            assertThat(LOOKS.get("validation").apply(fixture, room).ban()).isEqualTo(Rank.HOST);
            if (!banning.interrupted()) {
                assertThat(at).isGreaterThan(2);
                return;
            }
        }
    }

    /** And a ban amid a validation is seen or not, but by the one after it. */
    @Test
    void aBanAmidAValidationIsSeenByTheNext() {
        for (int at = 1; ; at++) {
            Room room = SMALL.createRoom(0);
            InterruptedDynamoDb client = new InterruptedDynamoDb(TestTables.client(), at, () -> ban(SMALL, room, USER));
            RoomFixture looking = SMALL.through(client);
            LOOKS.get("validation").apply(looking, room);
            if (!client.interrupted()) {
                return;
            }
            assertThat(LOOKS.get("validation").apply(looking, room).ban()).isEqualTo(Rank.HOST);
        }
    }

    private static String asked(CountingDynamoDb counting, Runnable operation) {
        counting.reset();
        operation.run();
        int keys = counting.requests().stream()
                .filter(BatchGetItemRequest.class::isInstance)
                .map(BatchGetItemRequest.class::cast)
                .flatMap(batch -> batch.requestItems().values().stream())
                .mapToInt(asking -> asking.keys().size())
                .sum();
        return keys + " keys in " + counting.roundTrips() + " round trips";
    }

    private static void ban(RoomFixture at, Room room, String subject) {
        Room seen = at.rooms
                .find(APP, room.name())
                .filter(found -> found.id().equals(room.id()))
                .orElse(room);
        at.meetings.ban(seen, new Ban(subject, NOON, Rank.HOST, "key:k1"));
    }

    private static Peer enter(RoomFixture at, Room room, String jti, String user) {
        Presented presented = new Presented.SignedToken(MeetingFixture.token(jti, user));
        Peer peer = MeetingFixture.letInBy(MeetingFixture.peer(room, NOON), jti, user);
        at.meetings.join(room, at.meetings.look(APP, room.name(), presented), peer, presented, NOON);
        at.meetings.confirm(room, peer, presented);
        return at.meetings.find(APP, room.name(), peer.id()).orElseThrow();
    }

    private static void erase(RoomFixture at) {
        new DynamoDbPersonalData(at.table(), decision -> {})
                .erase(Search.begin(APP, Identity.ofUser(USER)), NOON, () -> false);
    }

    private static RestrictionMark mark(RoomFixture at, Room room) {
        return at.rooms.find(APP, room.name()).orElseThrow().restrictionMark();
    }

    private static AccessClaims token(Room room) {
        return new AccessClaims(
                APP,
                USER,
                JTI,
                NOON,
                Instant.EPOCH,
                Instant.MAX,
                new TokenScope.OneRoom(room.name(), room.id()),
                Grant.GUEST,
                Person.NOBODY,
                Duration.ZERO,
                0);
    }

    private static Presented presented(Room room) {
        return new Presented.SignedToken(token(room));
    }

    private static Peer stranger(Room room) {
        return MeetingFixture.peer(room, NOON);
    }

    private static TicketClaims ticket(Room room) {
        return new TicketClaims(APP, room.name(), room.id(), "01REQUEST", USER, JTI, NOON, NOON.plusSeconds(60));
    }

    private static SessionClaims session(Room room) {
        Peer peer = stranger(room);
        return new SessionClaims(
                APP,
                room.name(),
                room.id(),
                peer.sessionId(),
                peer.id(),
                peer.version(),
                "01SESSION",
                NOON,
                Instant.MAX,
                peer.grant(),
                JTI,
                USER,
                null);
    }
}
