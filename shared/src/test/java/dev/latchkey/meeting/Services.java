package dev.latchkey.meeting;

import static dev.latchkey.testing.RoomBuilder.APP;
import static dev.latchkey.testing.RoomBuilder.NOON;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.TokenStatus;
import dev.latchkey.app.App;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.joinrequest.SourceAddress;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomStore;
import dev.latchkey.signing.MovingClock;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.signing.TestKeys;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.testing.memory.InMemoryJoinAttemptLimit;
import dev.latchkey.testing.memory.InMemoryJoinRequestStore;
import dev.latchkey.testing.memory.InMemoryMeetingStore;
import dev.latchkey.testing.memory.InMemoryRoomStore;
import dev.latchkey.testing.memory.InMemoryTokenStatus;
import dev.latchkey.testing.memory.Memory;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionTokens;
import dev.latchkey.token.Tickets;
import dev.latchkey.token.TokenScope;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The services over stores in memory, with one app, at a time that a test moves on. */
final class Services {
    /** Of joins without a token, and of those that have to wait, from one address within a minute. */
    static final int MOST_JOINS = 3;

    final MovingClock clock = new MovingClock(NOON);
    final Memory memory = new Memory().with(App.create(APP, NOON));
    final MeetingStore meetings = new InMemoryMeetingStore(memory);
    final JoinRequestStore joinRequests = new InMemoryJoinRequestStore(memory);
    final RoomStore rooms = new InMemoryRoomStore(memory);
    final TokenStatus tokens = new InMemoryTokenStatus(memory);
    final AccessTokens accessTokens = new AccessTokens(new TestKeys());
    final SessionTokens sessionTokens = new SessionTokens(new TestKeys());
    final SessionTokenIssue issue = new SessionTokenIssue(sessionTokens, Optional::empty);
    final Tickets tickets = new Tickets(new TestKeys());
    final List<AuditEvent> auditLog = new ArrayList<>();

    final AdmissionService admissions = new AdmissionService(meetings, issue, MediaAccess.NONE, auditLog::add);
    final EntryService entries = entries(meetings);
    final WaitingRoomService waitingRoom =
            new WaitingRoomService(meetings, joinRequests, tickets, admissions, clock, auditLog::add);
    final JoinRequestModeration moderation = new JoinRequestModeration(joinRequests, clock, auditLog::add);
    final PeerService peers = new PeerService(meetings, rooms, sessionTokens, issue, clock, auditLog::add);

    private EntryService entries(MeetingStore seen) {
        return new EntryService(
                seen,
                joinRequests,
                new InMemoryJoinAttemptLimit(MOST_JOINS),
                new InMemoryJoinAttemptLimit(MOST_JOINS),
                accessTokens,
                sessionTokens,
                tickets,
                admissions,
                clock,
                auditLog::add);
    }

    /** The entry service where a look finds what was so a moment ago, as it may. */
    EntryService entriesLookingAt(EntrySnapshot stale) {
        return entries((MeetingStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MeetingStore.class},
                (proxy, method, arguments) ->
                        method.getName().equals("look") ? stale : method.invoke(meetings, arguments)));
    }

    /** Where a glance finds the meeting that went on a moment ago, as it may. */
    PeerService peersGlancingAt(Session before) {
        MeetingStore late = (MeetingStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MeetingStore.class}, (proxy, method, arguments) -> {
                    Object found = method.invoke(meetings, arguments);
                    return method.getName().startsWith("glance") && found instanceof PeerSnapshot seen
                            ? new PeerSnapshot(
                                    seen.app(),
                                    seen.room(),
                                    before,
                                    seen.peer(),
                                    seen.tokenVersion(),
                                    seen.restrictions())
                            : found;
                });
        return new PeerService(late, rooms, sessionTokens, issue, clock, auditLog::add);
    }

    Room open(RoomBuilder room) {
        Room built = room.room();
        memory.with(built);
        return built;
    }

    Instant now() {
        return clock.instant();
    }

    /** Somebody from one and the same address. */
    EntryResult enter(Room room, @Nullable String accessToken, @Nullable String sessionToken) {
        return enter(room, accessToken, sessionToken, () -> Ids.ulid(now()));
    }

    /** @param ids is asked between the decision and the write */
    EntryResult enter(Room room, @Nullable String accessToken, @Nullable String sessionToken, Supplier<String> ids) {
        return entries.enter(entryRequest(room, accessToken, sessionToken), ids);
    }

    static EntryRequest entryRequest(Room room, @Nullable String accessToken, @Nullable String sessionToken) {
        return new EntryRequest(
                room.app(),
                room.name(),
                accessToken,
                sessionToken,
                Person.named("Grace"),
                SourceAddress.of("192.0.2.1"));
    }

    Admission admitted(Room room, @Nullable String accessToken) {
        return ((EntryResult.Admitted) enter(room, accessToken, null)).admission();
    }

    EntryResult.Waiting waiting(Room room, @Nullable String accessToken) {
        return (EntryResult.Waiting) enter(room, accessToken, null);
    }

    EntryResult look(Room room, EntryResult.Waiting waiting) {
        return waitingRoom.look(room.app(), room.name(), waiting.request().id(), waiting.ticket());
    }

    JoinRequest kept(Room room, EntryResult.Waiting waiting) {
        return joinRequests
                .find(room.app(), room.name(), waiting.request().id())
                .orElseThrow();
    }

    String sign(AccessClaims claims) {
        return accessTokens.sign(claims, SigningAlgorithm.HS256);
    }

    /** A token of its own for every room. */
    String token(String user, Grant grant) {
        return sign(claims(user, grant, Duration.ZERO, 0));
    }

    static AccessClaims claims(String user, Grant grant, Duration stay, int maxPeers) {
        return new AccessClaims(
                APP,
                user,
                Ids.ulid(NOON),
                NOON.minusSeconds(60),
                Instant.EPOCH,
                Instant.MAX,
                new TokenScope.EveryRoom(),
                grant,
                new Person(user, null, null, user, null, Map.of()),
                stay,
                maxPeers);
    }

    List<Peer> inside(Room room) {
        return meetings.inside(room, PageRequest.first(100), now()).entries();
    }

    /** How somebody went who was in the meeting of that admission. */
    Departure departure(Room room, Peer peer) {
        return past(room, peer).how();
    }

    Participation past(Room room, Peer peer) {
        return meetings.participants(room, peer.sessionId(), PageRequest.first(100), now()).entries().stream()
                .filter(one -> one.peer().id().equals(peer.id()))
                .findFirst()
                .orElseThrow();
    }

    String member(int line, String name) {
        return auditLog.get(line).members().getOrDefault(name, "");
    }

    /** What became of somebody, in a word for a table: how it ended, or the code of the reason. */
    static String outcome(Supplier<EntryResult> work) {
        try {
            EntryResult result = work.get();
            return result instanceof EntryResult.Admitted
                    ? "admitted"
                    : result instanceof EntryResult.Waiting
                            ? "waiting"
                            : ((EntryResult.Over) result).request().state().wireName();
        } catch (RefusedException e) {
            return e.reason().code();
        }
    }

    static @Nullable Reason refusal(Runnable work) {
        try {
            work.run();
            return null;
        } catch (RefusedException e) {
            return e.reason();
        }
    }

    /** Whoever has a rank, by its name in a table. */
    static Grant grant(String rank) {
        return switch (rank) {
            case "host" -> Grant.HOST;
            case "coHost" -> Grant.ofRole(Role.CO_HOST);
            case "admin" -> new Grant(Role.GUEST, Grant.HOST.permissions());
            case "powerless host" ->
                new Grant(Role.HOST, Grant.HOST.permissions().with(Right.ADMIN, false));
            default -> Grant.GUEST;
        };
    }
}
