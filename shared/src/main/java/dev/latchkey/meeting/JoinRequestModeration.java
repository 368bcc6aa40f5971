package dev.latchkey.meeting;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.permission.ModerationPolicy;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where an admin or the app's server lets in, or turns away, those who wait. */
public final class JoinRequestModeration {
    private final JoinRequestStore joinRequests;
    private final Clock clock;
    private final AuditLog auditLog;

    public JoinRequestModeration(JoinRequestStore joinRequests, Clock clock, AuditLog auditLog) {
        this.joinRequests = joinRequests;
        this.clock = clock;
        this.auditLog = auditLog;
    }

    /** Those who wait; the first to come first. */
    public Page<JoinRequest> waiting(Room room, PageRequest<String> wanted) {
        return joinRequests.waiting(room, wanted, clock.instant());
    }

    /** Those whose wait has ended, and how; the newest first. */
    public Page<JoinRequest> ended(Room room, PageRequest<String> wanted) {
        return joinRequests.ended(room, wanted, clock.instant());
    }

    /**
     * Lets somebody in without a word.
     *
     * @param as what the person is let in as; empty for what its token or the room gives
     * @throws RefusedException role_change_not_allowed when that is more than the approver may give
     */
    public JoinRequest approve(Moderator by, String requestId, GrantRequest as) {
        return approve(by, requestId, as, approved -> approved);
    }

    /** The same, with a message. */
    public JoinRequest approve(Moderator by, String requestId, GrantRequest as, String message) {
        return approve(by, requestId, as, approved -> approved.saying(message));
    }

    private JoinRequest approve(Moderator by, String requestId, GrantRequest as, UnaryOperator<JoinRequest> withWords) {
        AuditEvent about = about(AuditEvent.What.APPROVAL, by, requestId);
        AuditEvent asRole = as.isEmpty() ? about : about.role(as.grant().role());
        return auditLog.refusing(asRole, () -> {
            Instant now = clock.instant();
            JoinRequest request = requireWaiting(by.room(), requestId, now);
            JoinRequest approved = as.isEmpty() ? approved(by, request, now) : approvedAs(by, request, as.grant(), now);
            return decide(by.room(), request, withWords.apply(approved), asRole, now);
        });
    }

    private static JoinRequest approved(Moderator by, JoinRequest request, Instant now) {
        ModerationPolicy.deciding(by.grant()).ifPresent(Refusal::raise);
        return request.approved(decision(by), now);
    }

    private static JoinRequest approvedAs(Moderator by, JoinRequest request, Grant as, Instant now) {
        ModerationPolicy.admitting(by.grant(), request.ownGrant(), as).ifPresent(Refusal::raise);
        return request.approved(decision(by), now).as(as);
    }

    /**
     * Turns somebody away without a word.
     *
     * @throws RefusedException role_change_not_allowed for somebody above
     */
    public JoinRequest deny(Moderator by, String requestId) {
        return deny(by, requestId, denied -> denied);
    }

    /** The same, with a message. */
    public JoinRequest deny(Moderator by, String requestId, String message) {
        return deny(by, requestId, denied -> denied.saying(message));
    }

    private JoinRequest deny(Moderator by, String requestId, UnaryOperator<JoinRequest> withWords) {
        AuditEvent about = about(AuditEvent.What.DENIAL, by, requestId);
        return auditLog.refusing(about, () -> {
            Instant now = clock.instant();
            JoinRequest request = requireWaiting(by.room(), requestId, now);
            ModerationPolicy.acting(by.grant(), request.ownGrant()).ifPresent(Refusal::raise);
            return decide(by.room(), request, withWords.apply(request.denied(decision(by))), about, now);
        });
    }

    /**
     * The join request if it was this very decider who decided on it, whatever has become of it since: for one who decides once and
     * is asked again.
     */
    public Optional<JoinRequest> decidedBy(Moderator by, String requestId) {
        Room room = by.room();
        return joinRequests
                .find(room.app(), room.name(), requestId)
                .filter(request -> request.roomId().equals(room.id()))
                .filter(request -> request.decision().startsWith(by.id() + JoinRequest.DECIDED));
    }

    private static AuditEvent about(AuditEvent.What what, Moderator by, String requestId) {
        return AuditEvent.about(what).room(by.room()).joinRequest(requestId).by(by.id());
    }

    private static String decision(Moderator by) {
        return by.id() + JoinRequest.DECIDED + Ids.hex24();
    }

    private JoinRequest requireWaiting(Room room, String requestId, Instant now) {
        JoinRequest request = joinRequests
                .find(room.app(), room.name(), requestId)
                .filter(found -> found.roomId().equals(room.id()))
                .orElseThrow(
                        () -> new RefusedException(Reason.JOIN_REQUEST_NOT_FOUND, "there is no such join request"));
        if (request.isExpiredAt(now) || request.state() != JoinRequestState.WAITING) {
            throw tooLate(request, now);
        }
        return request;
    }

    private JoinRequest decide(Room room, JoinRequest from, JoinRequest to, AuditEvent about, Instant now) {
        joinRequests.decide(room.app(), room.name(), from, to).ifPresent(inTheWay -> {
            throw tooLate(inTheWay, now);
        });
        auditLog.record(about.took(AuditEvent.Measure.WAITED, from.waited(now)).granted());
        return to;
    }

    private static RefusedException tooLate(JoinRequest request, Instant now) {
        boolean expired = request.isExpiredAt(now) || request.state() == JoinRequestState.EXPIRED;
        return expired
                ? new RefusedException(Reason.JOIN_REQUEST_EXPIRED, "the join request has expired")
                : new RefusedException(
                        Reason.ALREADY_DECIDED,
                        "the join request is " + request.state().wireName() + " already");
    }
}
