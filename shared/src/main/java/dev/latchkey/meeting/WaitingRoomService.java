package dev.latchkey.meeting;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.access.EntryDecision;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.joinrequest.WaitingLine;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.TicketClaims;
import dev.latchkey.token.Tickets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Where somebody with a ticket looks whether the door is open, and comes in when it is, or gives up. */
public final class WaitingRoomService {
    private final MeetingStore meetings;
    private final JoinRequestStore joinRequests;
    private final Tickets tickets;
    private final AdmissionService admissionService;
    private final Clock clock;
    private final AuditLog auditLog;

    public WaitingRoomService(
            MeetingStore meetings,
            JoinRequestStore joinRequests,
            Tickets tickets,
            AdmissionService admissionService,
            Clock clock,
            AuditLog auditLog) {
        this.meetings = meetings;
        this.joinRequests = joinRequests;
        this.tickets = tickets;
        this.admissionService = admissionService;
        this.clock = clock;
        this.auditLog = auditLog;
    }

    /**
     * Looks after the join request that the ticket names. Whoever may come in now comes in by this very look.
     *
     * @throws RefusedException join_request_not_found, join_request_expired, or the rule that has come to keep the person out
     */
    public EntryResult look(AppName appName, RoomName roomName, String presentedTicket) {
        Instant now = clock.instant();
        return look(() -> readTicket(appName, roomName, presentedTicket, now), presentedTicket, now);
    }

    /** The same for a request that is named beside its ticket: it must be the same. */
    public EntryResult look(AppName appName, RoomName roomName, String requestId, String presentedTicket) {
        Instant now = clock.instant();
        return look(() -> readTicket(appName, roomName, requestId, presentedTicket, now), presentedTicket, now);
    }

    /**
     * Looks after a join request whose holder is known by other means than the ticket: by the connection that it has opened.
     *
     * @throws RefusedException as a look with the ticket
     */
    public EntryResult lookAfter(AppName appName, RoomName roomName, String requestId) {
        Instant now = clock.instant();
        AuditEvent about =
                AuditEvent.about(AuditEvent.What.ENTRY).room(appName, roomName).joinRequest(requestId);
        return auditLog.refusing(about, () -> lookAfter(appName, roomName, find(appName, roomName, requestId), now));
    }

    private JoinRequest find(AppName appName, RoomName roomName, String requestId) {
        return joinRequests
                .find(appName, roomName, requestId)
                .orElseThrow(
                        () -> new RefusedException(Reason.JOIN_REQUEST_NOT_FOUND, "there is no such join request"));
    }

    /**
     * Whose ticket it is, of whom something is still to come. Nobody comes in by this.
     *
     * @throws RefusedException as a look with the ticket; already_decided or join_request_expired when all is over
     */
    public TicketClaims requireOpen(String presentedTicket) {
        Instant now = clock.instant();
        AuditEvent about = AuditEvent.about(AuditEvent.What.ENTRY);
        TicketClaims ticket = auditLog.refusing(about, () -> tickets.read(presentedTicket, now));
        return auditLog.refusing(
                about.room(ticket.app(), ticket.roomName())
                        .joinRequest(ticket.requestId())
                        .jti(ticket.accessJti())
                        .user(ticket.app(), ticket.subject()),
                () -> {
                    requireOpen(ticket, now);
                    return ticket;
                });
    }

    private void requireOpen(TicketClaims ticket, Instant now) {
        JoinRequestStore.Seen seen = joinRequests.look(ticket);
        EntrySnapshot snapshot = snapshot(seen);
        snapshot.requireEnabled();
        JoinRequest request = requireSame(seen, ticket);
        if (request.state() == JoinRequestState.ADMITTED) {
            admissionService.requireInside(snapshot.requireRoom(), request, now);
            return;
        }
        if (request.isExpiredAt(now) || request.state() == JoinRequestState.EXPIRED) {
            throw new RefusedException(Reason.JOIN_REQUEST_EXPIRED, "the join request has expired");
        }
        if (!request.state().isOpen()) {
            throw new RefusedException(
                    Reason.ALREADY_DECIDED,
                    "the join request is " + request.state().wireName() + " already");
        }
        if (Candidate.waiting(request).decide(snapshot, now) instanceof EntryDecision.Refuse refuse) {
            throw refuse.refusal().toException();
        }
    }

    /** In which order those wait who wait at the door. */
    public WaitingLine line(AppName appName, RoomName roomName, String roomId) {
        return joinRequests.line(appName, roomName, roomId, clock.instant());
    }

    private EntryResult look(Supplier<TicketClaims> reading, String presentedTicket, Instant now) {
        AuditEvent about = AuditEvent.about(AuditEvent.What.ENTRY);
        TicketClaims ticket = auditLog.refusing(about, reading);
        return auditLog.refusing(
                about.room(ticket.app(), ticket.roomName())
                        .joinRequest(ticket.requestId())
                        .jti(ticket.accessJti())
                        .user(ticket.app(), ticket.subject()),
                () -> lookAfter(ticket, presentedTicket, now));
    }

    /** What has become of a request whose holder has lost the ticket, or what the holder may do by it now. */
    EntryResult lookAfter(AppName appName, RoomName roomName, JoinRequest request, Instant now) {
        TicketClaims ticket = ticket(appName, roomName, request);
        return lookAfter(ticket, tickets.sign(ticket), now);
    }

    /** The one ticket of a request. */
    static TicketClaims ticket(AppName appName, RoomName roomName, JoinRequest request) {
        AccessClaims token = request.token();
        return new TicketClaims(
                appName,
                roomName,
                request.roomId(),
                request.id(),
                token == null ? "" : token.subject(),
                token == null ? "" : token.jti(),
                request.requestedAt(),
                request.requestedAt().plus(TicketClaims.LIFETIME));
    }

    private EntryResult lookAfter(TicketClaims ticket, String presentedTicket, Instant now) {
        Optional<EntryResult> result;
        do {
            // A request is decided twice at most, and used once: this comes to an end.
            result = lookOnce(ticket, presentedTicket, now);
        } while (result.isEmpty());
        return result.get();
    }

    /** Empty when the request was decided, or used by another look, between the reading of it and the coming in by it. */
    private Optional<EntryResult> lookOnce(TicketClaims ticket, String presentedTicket, Instant now) {
        JoinRequestStore.Seen seen = joinRequests.look(ticket);
        EntrySnapshot snapshot = snapshot(seen);
        snapshot.requireEnabled();
        JoinRequest request = requireSame(seen, ticket);
        if (request.state() == JoinRequestState.ADMITTED) {
            return Optional.of(admissionService.again(snapshot.requireRoom(), request, now));
        }
        if (!request.state().isOpen() || request.isExpiredAt(now)) {
            return Optional.of(new EntryResult.Over(request));
        }
        EntryDecision entry = Candidate.waiting(request).decide(snapshot, now);
        if (entry instanceof EntryDecision.Refuse refuse) {
            throw refuse.refusal().toException();
        }
        return entry instanceof EntryDecision.Wait
                ? Optional.of(new EntryResult.Waiting(request, presentedTicket))
                : enterBy(ticket, request, now);
    }

    private static EntrySnapshot snapshot(JoinRequestStore.Seen seen) {
        return new EntrySnapshot(seen.app(), seen.room(), seen.restrictions(), null, null);
    }

    /** Withdraws a join request. Returns what it is afterwards. */
    public JoinRequest withdraw(AppName appName, RoomName roomName, String requestId, String presentedTicket) {
        Instant now = clock.instant();
        return withdraw(readTicket(appName, roomName, requestId, presentedTicket, now));
    }

    /** The same for somebody who is known by other means; see {@link #lookAfter(AppName, RoomName, String)}. */
    public JoinRequest withdraw(AppName appName, RoomName roomName, String requestId) {
        return withdraw(ticket(appName, roomName, find(appName, roomName, requestId)));
    }

    private JoinRequest withdraw(TicketClaims ticket) {
        JoinRequest request = requireSame(joinRequests.look(ticket), ticket);
        while (request.state().isOpen()) {
            JoinRequest cancelled = request.cancelled(Ids.hex24());
            JoinRequest inTheWay = joinRequests
                    .decide(ticket.app(), ticket.roomName(), request, cancelled)
                    .orElse(null);
            if (inTheWay == null) {
                return cancelled;
            }
            request = inTheWay;
        }
        return request;
    }

    private TicketClaims readTicket(AppName appName, RoomName roomName, String presented, Instant now) {
        TicketClaims ticket = tickets.read(presented, now);
        requireSame(ticket.app().equals(appName) && ticket.roomName().equals(roomName));
        return ticket;
    }

    private TicketClaims readTicket(
            AppName appName, RoomName roomName, String requestId, String presented, Instant now) {
        TicketClaims ticket = readTicket(appName, roomName, presented, now);
        requireSame(ticket.requestId().equals(requestId));
        return ticket;
    }

    private static void requireSame(boolean same) {
        if (!same) {
            throw new RefusedException(Reason.JOIN_REQUEST_NOT_FOUND, "the ticket is not for this join request");
        }
    }

    private static JoinRequest requireSame(JoinRequestStore.Seen seen, TicketClaims ticket) {
        Room room = snapshot(seen).requireRoom();
        JoinRequest request = seen.request();
        if (request == null || !room.id().equals(ticket.roomId())) {
            throw new RefusedException(Reason.JOIN_REQUEST_NOT_FOUND, "there is no such join request");
        }
        return request;
    }

    /** Comes in by a join request, on what is so now: everything is read and weighed again. */
    private Optional<EntryResult> enterBy(TicketClaims ticket, JoinRequest request, Instant now) {
        Candidate candidate = Candidate.waiting(request);
        EntrySnapshot snapshot = meetings.look(ticket.app(), ticket.roomName(), candidate.presented());
        EntryDecision entry = candidate.decide(snapshot, now);
        if (entry instanceof EntryDecision.Refuse refuse) {
            throw refuse.refusal().toException();
        }
        return entry instanceof EntryDecision.Admit admit
                ? admissionService.admit(Ids.ulid(now), candidate, snapshot, admit, now)
                : Optional.of(new EntryResult.Waiting(request, tickets.sign(ticket)));
    }
}
