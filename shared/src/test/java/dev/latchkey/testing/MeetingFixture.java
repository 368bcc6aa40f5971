package dev.latchkey.testing;

import dev.latchkey.access.Presented;
import dev.latchkey.access.TokenStatus;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.PeerSnapshot;
import dev.latchkey.meeting.Presence;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.room.NewRooms;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.RoomStore;
import dev.latchkey.room.SeatPlan;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.testing.memory.InMemoryStores;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One app's rooms, entered and left as the functions do it: each time from a fresh look. */
public class MeetingFixture {
    /** In the future, so that no TTL runs out while a test does. */
    public static final Instant NOON = Instant.parse("2040-06-01T12:00:00Z");

    public static final AppName APP = new AppName("test");

    public final MeetingStore meetings;
    public final RoomStore rooms;
    public final JoinRequestStore joinRequests;
    public final TokenStatus tokens;

    private final NewRooms newRooms;
    private final Map<String, Object> settings;

    /** Over stores that share what they keep, with {@link #APP} among it. */
    protected MeetingFixture(
            MeetingStore meetings, RoomStore rooms, JoinRequestStore joinRequests, TokenStatus tokens) {
        this(meetings, rooms, joinRequests, tokens, new NewRooms(true, false), Map.of());
    }

    /**
     * @param newRooms makes the rooms
     * @param settings what they are made with
     */
    protected MeetingFixture(
            MeetingStore meetings,
            RoomStore rooms,
            JoinRequestStore joinRequests,
            TokenStatus tokens,
            NewRooms newRooms,
            Map<String, Object> settings) {
        this.meetings = meetings;
        this.rooms = rooms;
        this.joinRequests = joinRequests;
        this.tokens = tokens;
        this.newRooms = newRooms;
        this.settings = settings;
    }

    public static MeetingFixture inMemory() {
        return over(new InMemoryStores(decision -> {}));
    }

    /** The same with rooms that are large. */
    public static MeetingFixture largeInMemory() {
        InMemoryStores stores = new InMemoryStores(decision -> {});
        stores.memory().with(App.create(APP, NOON));
        return new MeetingFixture(
                stores.meetings(),
                stores.rooms(),
                stores.joinRequests(),
                stores.tokenStatus(),
                new NewRooms(true, false),
                Map.of(Room.LARGE, true));
    }

    /** Over all the twins, with {@link #APP} among what they keep. */
    public static MeetingFixture over(InMemoryStores stores) {
        stores.memory().with(App.create(APP, NOON));
        return new MeetingFixture(stores.meetings(), stores.rooms(), stores.joinRequests(), stores.tokenStatus());
    }

    public Room createRoom(int maxParticipants) {
        return createRoom("room-" + Ids.hex24(), maxParticipants);
    }

    public Room createRoom(String name, int maxParticipants) {
        return rooms.create(create(name, capped(maxParticipants)));
    }

    public Room createRoom(RoomRules rules) {
        return rooms.create(create("room-" + Ids.hex24(), rules));
    }

    private Room create(String name, RoomRules rules) {
        return newRooms.create(APP, new RoomName(name), Ids.hex24(), rules, settings, NOON);
    }

    public static Room newRoom(String name, int maxParticipants) {
        return Room.create(APP, new RoomName(name), Ids.hex24(), capped(maxParticipants), Map.of(), NOON);
    }

    /** A room whose cap is shared by that many counters, far below the size at which it would be. */
    public Room createShardedRoom(int maxParticipants, int shards) {
        Room room = create("room-" + Ids.hex24(), capped(maxParticipants));
        Room sharded = new Room(
                room.app(),
                room.name(),
                room.id(),
                room.created(),
                room.rules(),
                room.settings(),
                new SeatPlan(room.seats().epoch(), shards, true, room.seats().usersKnown()),
                room.tokensNotBefore(),
                room.cutOffBy(),
                room.bansErased(),
                room.restrictionMark(),
                room.version(),
                room.changedAt());
        return rooms.create(sharded);
    }

    public static RoomRules capped(int maxParticipants) {
        return rules(maxParticipants, 0, SecondEntry.ALLOW);
    }

    public static RoomRules rules(int maxParticipants, int reservedPlaces, SecondEntry onSecondEntry) {
        return new RoomRules(
                false,
                false,
                false,
                Instant.EPOCH,
                Instant.MAX,
                false,
                maxParticipants,
                reservedPlaces,
                onSecondEntry,
                Duration.ZERO,
                Permissions.NONE);
    }

    /** Changes the cap as a PUT does: until it is the one to have changed the room. */
    public Room changeCap(RoomName name, int maxParticipants) {
        while (true) {
            Room room = rooms.find(APP, name).orElseThrow();
            Room changed = room.changed(capped(maxParticipants), room.settings(), NOON);
            if (rooms.update(room, changed)) {
                return changed;
            }
        }
    }

    /** Enters as somebody of whom nothing is known. Empty when the room is full. */
    public Optional<Peer> enter(RoomName name, Instant now) {
        return enter(name, now, peer -> peer);
    }

    public Optional<Peer> enter(RoomName name, Instant now, UnaryOperator<Peer> as) {
        EntrySnapshot snapshot = meetings.look(APP, name, new Presented.Nothing());
        return enter(snapshot, as.apply(peer(snapshot.room(), now)), now);
    }

    /** Enters on the strength of an earlier look. */
    public Optional<Peer> enter(EntrySnapshot snapshot, Peer peer, Instant now) {
        if (!(meetings.join(snapshot.room(), snapshot, peer, new Presented.Nothing(), now)
                instanceof JoinOutcome.Joined joined)) {
            return Optional.empty();
        }
        Peer inside = joined.peer();
        meetings.confirm(snapshot.room(), inside, new Presented.Nothing());
        return Optional.of(inside);
    }

    public static Peer peer(Room room, Instant now) {
        return new Peer(
                room.idInside(Ids.ulid(now)),
                "",
                room.id(),
                "",
                "",
                Instant.EPOCH,
                Person.NOBODY,
                Grant.GUEST,
                now,
                now.plus(Peer.LEASE),
                Instant.MAX,
                Instant.MAX,
                "",
                Set.of(),
                0,
                1,
                Instant.EPOCH);
    }

    /** The same peer, let in by a token of his own, and known to the app by that name. */
    public static Peer known(Peer peer, String user, Grant grant) {
        return new Peer(
                peer.id(),
                "",
                peer.roomId(),
                user,
                "jti-" + peer.id(),
                NOON,
                new Person(user, null, null, user, null, Map.of()),
                grant,
                NOON,
                peer.leaseUntil(),
                Instant.MAX,
                Instant.MAX,
                "",
                Set.of(),
                0,
                1,
                Instant.EPOCH);
    }

    /** The same peer, let in by that token of that user. */
    public static Peer letInBy(Peer peer, String jti, String subject) {
        return new Peer(
                peer.id(),
                peer.sessionId(),
                peer.roomId(),
                subject,
                jti,
                NOON,
                peer.person(),
                peer.grant(),
                peer.joinedAt(),
                peer.leaseUntil(),
                peer.stayUntil(),
                peer.ejectAt(),
                peer.seat(),
                peer.holds(),
                peer.tokensFrom(),
                peer.version(),
                peer.changedAt());
    }

    public static AccessClaims token(String jti, String subject) {
        return token(jti, subject, 0);
    }

    public static AccessClaims token(String jti, String subject, int maxPeers) {
        return new AccessClaims(
                APP,
                subject,
                jti,
                NOON,
                Instant.EPOCH,
                Instant.MAX,
                new TokenScope.EveryRoom(),
                Grant.GUEST,
                Person.NOBODY,
                Duration.ZERO,
                maxPeers);
    }

    public static Peer ejectedAt(Peer peer, Instant ejectAt) {
        return with(peer, ejectAt, ejectAt, peer.presence());
    }

    /** The same peer, kept inside by that. */
    public static Peer keptBy(Peer peer, Presence presence) {
        return with(peer, peer.stayUntil(), peer.ejectAt(), presence);
    }

    private static Peer with(Peer peer, Instant stayUntil, Instant ejectAt, Presence presence) {
        return new Peer(
                peer.id(),
                peer.sessionId(),
                peer.roomId(),
                peer.subject(),
                peer.jti(),
                peer.tokenIssuedAt(),
                peer.person(),
                peer.grant(),
                peer.joinedAt(),
                peer.leaseUntil(),
                stayUntil,
                ejectAt,
                peer.seat(),
                peer.holds(),
                peer.tokensFrom(),
                peer.version(),
                peer.changedAt(),
                presence);
    }

    /** Leaves as the holder of a session token does. Returns false for somebody who is out already. */
    public boolean leave(RoomName name, Peer peer, Instant now) {
        return meetings.find(APP, name, peer.id())
                .map(inside -> meetings.leave(APP, name, inside, Departure.LEFT, now))
                .orElse(false);
    }

    /** A heartbeat as the holder of a session token sends it. Returns false for somebody who is out. */
    public boolean heartbeat(RoomName name, Peer peer, Instant now) {
        PeerSnapshot inside = meetings.lookInside(new SessionClaims(
                APP,
                name,
                peer.roomId(),
                peer.sessionId(),
                peer.id(),
                peer.version(),
                "",
                now,
                Instant.MAX,
                peer.grant(),
                peer.jti(),
                peer.subject(),
                null));
        if (inside.refusal(now).isPresent()) {
            return false;
        }
        Session live = inside.live();
        String session = live == null ? inside.peer().sessionId() : live.id();
        Peer heardOf = inside.peer().heardOf(now, inside.room().rules(), session);
        return meetings.renew(inside.room(), inside.peer(), heardOf, now)
                && (live != null || meetings.mend(inside.room(), heardOf, now).isPresent());
    }

    /** Those inside, in the order in which they joined. */
    public List<Peer> inside(Room room, Instant now) {
        return meetings.inside(room, PageRequest.first(1000), now).entries();
    }

    /** Everybody who waits at the door, in the order in which they came. */
    public static List<JoinRequest> waiting(JoinRequestStore joinRequests, Room room, Instant now) {
        return Page.all(100, wanted -> joinRequests.waiting(room, wanted, now));
    }

    /** The meetings of the room, newest first. */
    public List<Session> sessions(Room room, Instant now) {
        return meetings.sessions(room, PageRequest.first(100), now).entries();
    }

    /** The meeting that goes on. */
    public Optional<Session> going(RoomName name) {
        return Optional.ofNullable(
                meetings.look(APP, name, new Presented.Nothing()).live());
    }
}
