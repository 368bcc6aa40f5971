package dev.latchkey.meeting;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.access.EntryDecision;
import dev.latchkey.app.App;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.Futures;
import dev.latchkey.room.Room;
import dev.latchkey.token.AccessClaims;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Brings those inside whom the policy admits, and tells them so again when the answer was lost. */
public final class AdmissionService {
    private final MeetingStore meetings;
    private final SessionTokenIssue sessionTokens;
    private final MediaAccess media;
    private final AuditLog auditLog;

    public AdmissionService(
            MeetingStore meetings, SessionTokenIssue sessionTokens, MediaAccess media, AuditLog auditLog) {
        this.meetings = meetings;
        this.sessionTokens = sessionTokens;
        this.media = media;
        this.auditLog = auditLog;
    }

    /**
     * Brings inside whom the policy admits.
     *
     * @param ulid makes the id of whom the person becomes inside, unless that peer is inside already
     * @return empty when the join request that lets the person in is no longer as it was read
     * @throws RefusedException when there is no place, or when what speaks against it came in this very moment
     */
    Optional<EntryResult> admit(
            String ulid, Candidate candidate, EntrySnapshot snapshot, EntryDecision.Admit admit, Instant now) {
        Room room = Objects.requireNonNull(snapshot.room());
        String peerId = room.idInside(ulid);
        Peer peer = peer(peerId, candidate, room, admit, now);
        JoinRequest by = candidate.by();
        JoinOutcome outcome = by == null
                ? meetings.join(room, snapshot, peer, candidate.presented(), now)
                : meetings.join(room, snapshot, peer, by, now);
        if (outcome instanceof JoinOutcome.Joined joined) {
            Peer inside = joined.peer();
            String sessionToken = signed(room, inside, candidate, snapshot.enteredAt(now), now);
            auditLog.record(admitted(room, inside, candidate, now));
            return Optional.of(
                    admitted(snapshot.app(), room, joined.session(), inside, joined.others(), sessionToken, now));
        }
        if (outcome instanceof JoinOutcome.EnteredBefore before) {
            return admitSince(before.first(), peerId, candidate, snapshot, now);
        }
        if (outcome instanceof JoinOutcome.RequestGone) {
            return Optional.empty();
        }
        if (outcome instanceof JoinOutcome.InsideAlready) {
            return by == null ? again(room, peerId, now) : again(room, peerId, by, now);
        }
        throw refusal(outcome);
    }

    private static RefusedException refusal(JoinOutcome outcome) {
        if (outcome instanceof JoinOutcome.SecondEntryRefused) {
            return new RefusedException(
                    Reason.ALREADY_INSIDE, "this user is inside already, and the room lets nobody in twice");
        }
        return outcome instanceof JoinOutcome.TokenInUse
                ? new RefusedException(Reason.TOKEN_IN_USE, "as many as this token admits are inside by it")
                : new RefusedException(Reason.ROOM_FULL, "the room is full");
    }

    private Optional<EntryResult> admitSince(
            FirstEntry first, String peerId, Candidate candidate, EntrySnapshot snapshot, Instant now) {
        EntrySnapshot known = snapshot.enteredFirst(first);
        EntryDecision entry = candidate.decide(known, now);
        if (entry instanceof EntryDecision.Admit admit) {
            return admit(peerId, candidate, known, admit, now);
        }
        throw refusal(entry).toException();
    }

    private static Peer peer(String peerId, Candidate candidate, Room room, EntryDecision.Admit admit, Instant now) {
        AccessClaims token = candidate.token().orElse(null);
        return new Peer(
                peerId,
                "",
                room.id(),
                token == null ? "" : token.subject(),
                token == null ? "" : token.jti(),
                token == null ? Instant.EPOCH : token.issuedAt(),
                admit.person(),
                admit.grant(),
                now,
                now.plus(Peer.LEASE),
                admit.stayUntil(),
                admit.ejectAt(),
                "",
                Set.of(),
                0,
                1,
                Instant.EPOCH);
    }

    /** Gives the place of an earlier entry to a later one of the same person. Empty when it is gone in this very moment. */
    Optional<EntryResult> takeOver(PeerSnapshot place, Instant now) {
        Room room = Objects.requireNonNull(place.room());
        Peer peer = Objects.requireNonNull(place.peer());
        Session live = place.live();
        Peer later = peer.takenOver().heardOf(now, room.rules(), live == null ? peer.sessionId() : live.id());
        if (!meetings.takeOver(room, peer, later, now)) {
            return Optional.empty();
        }
        Optional<Peer> placed = live == null ? meetings.mend(room, later, now) : Optional.of(later);
        return placed.map(inside -> {
            auditLog.record(admitted(room, inside).rule("session_token"));
            Session session = live != null ? live : Session.start(inside.sessionId(), room.id(), inside.joinedAt());
            Roster others = meetings.roster(room, now).without(inside.id());
            return admitted(place.app(), room, session, inside, others, now);
        });
    }

    /** The session token of somebody who is confirmed: signed while the table is asked, which takes as long. */
    private String signed(Room room, Peer inside, Candidate candidate, Instant enteredAt, Instant now) {
        CompletableFuture<EntrySnapshot> again =
                Futures.start(() -> meetings.confirm(room, inside, candidate.presented()));
        try {
            return sessionTokens.issue(room, inside, now);
        } finally {
            // Signed or not: the place is taken by then, and may not be his.
            confirm(candidate, Futures.await(again), enteredAt, room, inside, now);
        }
    }

    /**
     * Whoever puts somebody out writes that down first and then looks who is inside. Having taken the place, this looks whether
     * something was written down meanwhile, so that nobody slips through between the two.
     */
    private void confirm(
            Candidate candidate, EntrySnapshot again, Instant enteredAt, Room room, Peer inside, Instant now) {
        Room same = again.room() != null && again.room().id().equals(room.id()) ? again.room() : null;
        EntryDecision entry = candidate.decide(
                new EntrySnapshot(again.app(), same, again.restrictions(), again.live(), again.firstEntry()),
                enteredAt,
                now);
        // Who came in by what was so before the first cap was set: there may be no place for him.
        boolean uncounted = same != null && isCapped(same) && !isCapped(room);
        if (entry instanceof EntryDecision.Admit && !uncounted) {
            return;
        }
        Refusal refusal = refusal(entry);
        meetings.leave(room.app(), room.name(), inside, Departure.of(refusal.reason(), again.restrictions()), now);
        throw refusal.toException();
    }

    private static Refusal refusal(EntryDecision entry) {
        return entry instanceof EntryDecision.Refuse refuse
                ? refuse.refusal()
                : new Refusal(Reason.UNAVAILABLE, "the room was changed in this very moment: come again");
    }

    private static boolean isCapped(Room room) {
        return room.rules().maxParticipants() > 0;
    }

    /**
     * The answer to an admission may be lost on its way: whoever looks again is told again, as the same peer. Once that peer
     * is out, the ticket is of no more use.
     */
    EntryResult again(Room room, JoinRequest request, Instant now) {
        return again(room, request.peerId(), request, now).orElseThrow(AdmissionService::used);
    }

    /** Refuses a request whose holder came in by it and is out again. */
    void requireInside(Room room, JoinRequest request, Instant now) {
        if (find(room, request.peerId(), now).isEmpty()) {
            throw used();
        }
    }

    private static RefusedException used() {
        return new RefusedException(
                Reason.JOIN_REQUEST_EXPIRED, "the join request has been used, and its holder is out again");
    }

    /**
     * The admission of a peer that came in before; empty when it is not inside.
     *
     * @throws RefusedException when it is to be put out in this very moment
     */
    Optional<EntryResult> again(Room room, String peerId, Instant now) {
        return find(room, peerId, now).map(peer -> again(room, peer, admitted(room, peer), now));
    }

    /** The same for somebody who had to wait. */
    private Optional<EntryResult> again(Room room, String peerId, JoinRequest by, Instant now) {
        return find(room, peerId, now).map(peer -> again(room, peer, admitted(room, peer, by), now));
    }

    private Optional<Peer> find(Room room, String peerId, Instant now) {
        return meetings.find(room.app(), room.name(), peerId)
                .filter(found -> found.roomId().equals(room.id()))
                .map(found -> found.under(room.rules()))
                .filter(found -> found.isInsideAt(now));
    }

    private EntryResult again(Room room, Peer peer, AuditEvent admitted, Instant now) {
        PeerSnapshot inside = meetings.lookInside(sessionTokens.claims(room, peer, now));
        inside.refusal(now).ifPresent(refusal -> {
            throw refusal.toException();
        });
        auditLog.record(admitted.rule("admitted_before"));
        Session live = inside.live();
        Session session = live != null ? live : Session.start(peer.sessionId(), room.id(), peer.joinedAt());
        Roster others = meetings.roster(room, now).without(peer.id());
        return admitted(inside.app(), room, session, peer, others, now);
    }

    private EntryResult admitted(@Nullable App app, Room room, Session session, Peer peer, Roster others, Instant now) {
        return admitted(app, room, session, peer, others, sessionTokens.issue(room, peer, now), now);
    }

    private EntryResult admitted(
            @Nullable App app, Room room, Session session, Peer peer, Roster others, String sessionToken, Instant now) {
        MediaAdmission onMediaServer =
                app == null ? null : media.admit(app, room, peer, now).orElse(null);
        return new EntryResult.Admitted(new Admission(room, session, peer, others, sessionToken, onMediaServer));
    }

    private static AuditEvent admitted(Room room, Peer peer) {
        return AuditEvent.about(AuditEvent.What.ENTRY)
                .room(room)
                .jti(peer.jti())
                .user(room.app(), peer.subject())
                .peer(peer.id())
                .role(peer.grant().role())
                .outcome("admitted");
    }

    private static AuditEvent admitted(Room room, Peer peer, JoinRequest by) {
        return admitted(room, peer).joinRequest(by.id());
    }

    private static AuditEvent admitted(Room room, Peer peer, Candidate candidate, Instant now) {
        JoinRequest by = candidate.by();
        if (by == null) {
            return admitted(room, peer).rule(candidate.token().isEmpty() ? "public" : "token");
        }
        // Who was approved waited until then, and the approval says how long.
        return by.state() == JoinRequestState.APPROVED
                ? admitted(room, peer, by).rule("approved")
                : admitted(room, peer, by).rule("door_opened").took(AuditEvent.Measure.WAITED, by.waited(now));
    }
}
