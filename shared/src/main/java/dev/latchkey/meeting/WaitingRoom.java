package dev.latchkey.meeting;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.access.Entry;
import dev.latchkey.access.EntryPolicy;
import dev.latchkey.access.Presented;
import dev.latchkey.access.Standing;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.TicketClaims;
import dev.latchkey.claims.Tickets;
import dev.latchkey.id.Ids;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.lobby.JoinState;
import dev.latchkey.lobby.LobbyStore;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Where somebody with a ticket looks whether the door is open, and comes in when it is, or gives up. */
public final class WaitingRoom {
    private final MeetingStore meetings;
    private final LobbyStore lobby;
    private final Tickets tickets;
    private final Admitter admitter;
    private final Clock clock;
    private final DecisionLog decisions;

    public WaitingRoom(
            MeetingStore meetings,
            LobbyStore lobby,
            Tickets tickets,
            Admitter admitter,
            Clock clock,
            DecisionLog decisions) {
        this.meetings = meetings;
        this.lobby = lobby;
        this.tickets = tickets;
        this.admitter = admitter;
        this.clock = clock;
        this.decisions = decisions;
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
        Entrance.requireEnabled(seen.app());
        JoinRequest request = requireSame(seen, ticket);
        if (request.state() == JoinState.ADMITTED) {
            return admitter.again(Entrance.requireRoom(seen.room()), request, now);
        }
        if (!request.state().isOpen() || request.isExpiredAt(now)) {
            return new Arrival.Over(request);
        }
        Entry entry = decide(seen.room(), seen.standing(), request, now);
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
        Room room = Entrance.requireRoom(seen.room());
        JoinRequest request = seen.request();
        if (request == null || !room.id().equals(ticket.roomId())) {
            throw new RefusedException(Reason.JOIN_REQUEST_NOT_FOUND, "there is no such join request");
        }
        return request;
    }

    private static Entry decide(@Nullable Room room, Standing standing, JoinRequest request, Instant now) {
        boolean approved = request.state() == JoinState.APPROVED;
        return EntryPolicy.decide(room, presented(request), standing, request.person(), approved, now);
    }

    private static Presented presented(JoinRequest request) {
        AccessClaims token = request.token();
        return token == null ? new Presented.Nothing() : new Presented.SignedToken(token);
    }

    /** Comes in by a join request, on what is so now: everything is read and weighed again. */
    private Arrival enterBy(TicketClaims ticket, JoinRequest request, Instant now) {
        Scene scene = meetings.look(ticket.app(), ticket.roomName(), request.token());
        Entry entry = decide(scene.room(), scene.standing(), request, now);
        if (entry instanceof Entry.Refuse refuse) {
            throw refuse.refusal().toException();
        }
        return entry instanceof Entry.Admit admit
                ? admitter.admit(Entrance.requireRoom(scene.room()), scene, admit, request.token(), request, now)
                : new Arrival.Waiting(request, tickets.sign(ticket));
    }
}
