package dev.latchkey.meeting;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.access.Entry;
import dev.latchkey.access.EntryPolicy;
import dev.latchkey.access.Presented;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.AccessTokens;
import dev.latchkey.claims.Person;
import dev.latchkey.claims.TicketClaims;
import dev.latchkey.claims.Tickets;
import dev.latchkey.id.Ids;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.lobby.JoinState;
import dev.latchkey.lobby.KnockLimit;
import dev.latchkey.lobby.LobbyStore;
import dev.latchkey.lobby.SourceAddress;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The door: brings one person into one room, keeps the person waiting, or says why not. */
public final class Entrance {
    /** How soon it is worth knocking again where too many wait. */
    private static final Duration CROWDED = Duration.ofSeconds(30);

    private final MeetingStore meetings;
    private final LobbyStore lobby;
    private final KnockLimit knocks;
    private final AccessTokens accessTokens;
    private final SessionTokenIssue sessionTokens;
    private final Tickets tickets;
    private final Clock clock;
    private final DecisionLog decisions;

    public Entrance(
            MeetingStore meetings,
            LobbyStore lobby,
            KnockLimit knocks,
            AccessTokens accessTokens,
            SessionTokenIssue sessionTokens,
            Tickets tickets,
            Clock clock,
            DecisionLog decisions) {
        this.meetings = meetings;
        this.lobby = lobby;
        this.knocks = knocks;
        this.accessTokens = accessTokens;
        this.sessionTokens = sessionTokens;
        this.tickets = tickets;
        this.clock = clock;
        this.decisions = decisions;
    }

    /**
     * @param accessToken what was shown at the door; null when nothing was
     * @param person who the visitor says to be, where no token says so
     * @param address where the visitor comes from
     * @throws RefusedException with the first rule that keeps the person out
     */
    public Arrival enter(
            AppName appName, RoomName roomName, @Nullable String accessToken, Person person, SourceAddress address) {
        Visitor visitor = new Visitor(present(accessToken), person, address);
        Scene scene = meetings.look(appName, roomName, visitor.token());
        return decisions.refusing(visitor.decision(scene), () -> enter(visitor, scene));
    }

    private Arrival enter(Visitor visitor, Scene scene) {
        requireEnabled(scene.app());
        Instant now = now();
        Entry entry =
                EntryPolicy.decide(scene.room(), visitor.presented(), scene.standing(), visitor.person(), false, now);
        if (entry instanceof Entry.Refuse refuse) {
            throw refuse.refusal().toException();
        }
        Room room = requireRoom(scene.room());
        return entry instanceof Entry.Admit admit
                ? admit(room, scene, admit, visitor.token(), null, now)
                : queue(room, scene, visitor, ((Entry.Wait) entry).why(), now);
    }

    /**
     * Looks after a join request. Whoever may come in now comes in by this very look.
     *
     * @param requestId null when the ticket alone says which
     * @throws RefusedException join_request_not_found, join_request_expired, or the rule that has come to keep the person out
     */
    public Arrival look(AppName appName, RoomName roomName, @Nullable String requestId, String presentedTicket) {
        Instant now = now();
        Decision about = Decision.about(Decision.What.ENTRY);
        TicketClaims ticket =
                decisions.refusing(about, () -> readTicket(appName, roomName, requestId, presentedTicket, now));
        return decisions.refusing(
                about.room(ticket.app(), ticket.roomName())
                        .joinRequest(ticket.requestId())
                        .jti(ticket.accessJti())
                        .user(ticket.app(), ticket.subject()),
                () -> lookAfter(ticket, presentedTicket, now));
    }

    private Arrival lookAfter(TicketClaims ticket, String presentedTicket, Instant now) {
        LobbyStore.Seen seen = lobby.look(ticket);
        requireEnabled(seen.app());
        JoinRequest request = requireSame(seen, ticket);
        if (request.state() == JoinState.ADMITTED) {
            return again(requireRoom(seen.room()), request, now);
        }
        if (!request.state().isOpen() || request.isExpiredAt(now)) {
            return new Arrival.Over(request);
        }
        Entry entry = decide(seen, request, now);
        if (entry instanceof Entry.Refuse refuse) {
            throw refuse.refusal().toException();
        }
        return entry instanceof Entry.Wait
                ? new Arrival.Waiting(request, presentedTicket)
                : enterBy(ticket, request, now);
    }

    /** Withdraws a join request. Returns what it is afterwards. */
    public JoinRequest withdraw(AppName appName, RoomName roomName, String requestId, String presentedTicket) {
        Instant now = now();
        TicketClaims ticket = readTicket(appName, roomName, requestId, presentedTicket, now);
        JoinRequest request = requireSame(lobby.look(ticket), ticket);
        while (request.state().isOpen()) {
            JoinRequest cancelled = request.cancelled(Ids.hex24());
            JoinRequest inTheWay =
                    lobby.decide(appName, roomName, request, cancelled).orElse(null);
            if (inTheWay == null) {
                return cancelled;
            }
            request = inTheWay;
        }
        return request;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Presented present(@Nullable String accessToken) {
        if (accessToken == null) {
            return new Presented.Nothing();
        }
        try {
            return new Presented.SignedToken(accessTokens.read(accessToken));
        } catch (RefusedException e) {
            if (e.reason() == Reason.TOKEN_INVALID) {
                return new Presented.BadToken(new Refusal(e.reason(), e.detail()));
            }
            throw e;
        }
    }

    private static void requireEnabled(@Nullable App app) {
        if (app == null) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        if (!app.enabled()) {
            throw new RefusedException(Reason.FORBIDDEN, "this app is switched off");
        }
    }

    private static Room requireRoom(@Nullable Room room) {
        if (room == null) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        return room;
    }

    private Arrival queue(Room room, Scene scene, Visitor visitor, Entry.WaitReason why, Instant now) {
        Duration pause = knocks.count(room, visitor.address(), now);
        if (!pause.isZero()) {
            throw RefusedException.rateLimited("too many knocks at this door: try again later", pause);
        }
        if (lobby.waiting(room, now).size() >= JoinRequest.MOST_WAITING) {
            throw RefusedException.rateLimited("too many people wait at this door: try again later", CROWDED);
        }
        AccessClaims token = visitor.token();
        Person person = token == null
                ? visitor.person()
                : token.person().orNamed(visitor.person().name());
        JoinRequest request = JoinRequest.of(Ids.ulid(now), room.id(), person, token, why, now);
        lobby.create(room.app(), room.name(), request);
        decisions.record(visitor.decision(scene)
                .joinRequest(request.id())
                .outcome("waiting")
                .rule(why.name().toLowerCase(Locale.ROOT)));
        String ticket = tickets.sign(new TicketClaims(
                room.app(),
                room.name(),
                room.id(),
                request.id(),
                token == null ? "" : token.subject(),
                token == null ? "" : token.jti(),
                now,
                now.plus(TicketClaims.LIFETIME)));
        return new Arrival.Waiting(request, ticket);
    }

    private TicketClaims readTicket(
            AppName appName, RoomName roomName, @Nullable String requestId, String presented, Instant now) {
        TicketClaims ticket = tickets.read(presented, now);
        boolean same = ticket.app().equals(appName)
                && ticket.roomName().equals(roomName)
                && (requestId == null || ticket.requestId().equals(requestId));
        if (!same) {
            throw new RefusedException(Reason.JOIN_REQUEST_NOT_FOUND, "the ticket is not for this join request");
        }
        return ticket;
    }

    private static JoinRequest requireSame(LobbyStore.Seen seen, TicketClaims ticket) {
        Room room = requireRoom(seen.room());
        JoinRequest request = seen.request();
        if (request == null || !room.id().equals(ticket.roomId())) {
            throw new RefusedException(Reason.JOIN_REQUEST_NOT_FOUND, "there is no such join request");
        }
        return request;
    }

    private static Entry decide(LobbyStore.Seen seen, JoinRequest request, Instant now) {
        boolean approved = request.state() == JoinState.APPROVED;
        return EntryPolicy.decide(seen.room(), presented(request), seen.standing(), request.person(), approved, now);
    }

    private static Presented presented(JoinRequest request) {
        AccessClaims token = request.token();
        return token == null ? new Presented.Nothing() : new Presented.SignedToken(token);
    }

    /** Comes in by a join request, on what is so now: everything is read and weighed again. */
    private Arrival enterBy(TicketClaims ticket, JoinRequest request, Instant now) {
        Scene scene = meetings.look(ticket.app(), ticket.roomName(), request.token());
        boolean approved = request.state() == JoinState.APPROVED;
        Entry entry =
                EntryPolicy.decide(scene.room(), presented(request), scene.standing(), request.person(), approved, now);
        if (entry instanceof Entry.Refuse refuse) {
            throw refuse.refusal().toException();
        }
        return entry instanceof Entry.Admit admit
                ? admit(requireRoom(scene.room()), scene, admit, request.token(), request, now)
                : new Arrival.Waiting(request, tickets.sign(ticket));
    }

    private Arrival admit(
            Room room,
            Scene scene,
            Entry.Admit admit,
            @Nullable AccessClaims token,
            @Nullable JoinRequest by,
            Instant now) {
        Grant approvedAs = by == null ? null : by.grant();
        Peer peer = new Peer(
                Ids.ulid(now),
                "",
                room.id(),
                token == null ? "" : token.subject(),
                token == null ? "" : token.jti(),
                admit.person(),
                approvedAs == null ? admit.grant() : approvedAs,
                now,
                now.plus(Peer.LEASE),
                admit.stayUntil(),
                admit.ejectAt(),
                "",
                1);
        JoinOutcome outcome = meetings.join(room, scene, peer, by, now);
        if (outcome instanceof JoinOutcome.Joined joined) {
            Peer inside = peer.placed(joined.session().id(), "");
            decisions.record(waited(by, now, admitted(room, inside, by).rule(rule(token, by))));
            return new Arrival.Admitted(new Admission(
                    room, joined.session(), inside, scene.insideAt(now), sessionTokens.issue(room, inside, now)));
        }
        throw outcome instanceof JoinOutcome.Full
                ? new RefusedException(Reason.ROOM_FULL, "the room is full")
                : new RefusedException(Reason.ALREADY_DECIDED, "the join request was decided meanwhile: look again");
    }

    /**
     * The answer to an admission may be lost on its way: whoever looks again is told again, as the same peer. Once that peer
     * is out, the ticket is of no more use.
     */
    private Arrival again(Room room, JoinRequest request, Instant now) {
        Scene scene = meetings.look(room.app(), room.name(), request.token());
        Peer peer = meetings.find(room.app(), room.name(), request.peerId())
                .filter(found -> found.isInsideAt(now))
                .orElseThrow(() -> new RefusedException(
                        Reason.JOIN_REQUEST_EXPIRED, "the join request has been used, and its holder is out again"));
        decisions.record(admitted(room, peer, request).rule("admitted_before"));
        Session session =
                scene.live() != null ? scene.live() : Session.start(peer.sessionId(), room.id(), peer.joinedAt());
        return new Arrival.Admitted(new Admission(
                room,
                session,
                peer,
                scene.insideAt(now).stream()
                        .filter(other -> !other.id().equals(peer.id()))
                        .toList(),
                sessionTokens.issue(room, peer, now)));
    }

    private static Decision admitted(Room room, Peer peer, @Nullable JoinRequest by) {
        Decision admitted = Decision.about(Decision.What.ENTRY)
                .room(room)
                .jti(peer.jti())
                .user(room.app(), peer.subject())
                .peer(peer.id())
                .role(peer.grant().role())
                .outcome("admitted");
        return by == null ? admitted : admitted.joinRequest(by.id());
    }

    /** Who was approved waited until then, and the approval says how long. */
    private static Decision waited(@Nullable JoinRequest by, Instant now, Decision admitted) {
        return by == null || by.state() == JoinState.APPROVED
                ? admitted
                : admitted.took(Decision.Measure.WAITED, by.waited(now));
    }

    private static String rule(@Nullable AccessClaims token, @Nullable JoinRequest by) {
        if (by != null) {
            return by.state() == JoinState.APPROVED ? "approved" : "door_opened";
        }
        return token == null ? "public" : "token";
    }

    /** Who is at the door, with what. */
    private record Visitor(Presented presented, Person person, SourceAddress address) {
        Decision decision(Scene scene) {
            Room room = scene.room();
            Decision atDoor = Decision.about(Decision.What.ENTRY);
            Decision about = room == null ? atDoor : atDoor.room(room);
            AccessClaims token = token();
            return token == null ? about : about.jti(token.jti()).user(token.app(), token.subject());
        }

        @Nullable
        AccessClaims token() {
            return presented instanceof Presented.SignedToken signed ? signed.claims() : null;
        }
    }
}
