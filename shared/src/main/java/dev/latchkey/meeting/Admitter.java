package dev.latchkey.meeting;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.access.Entry;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.id.Ids;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.lobby.JoinState;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Brings those inside whom the policy admits, and tells them so again when the answer was lost. */
public final class Admitter {
    private final MeetingStore meetings;
    private final SessionTokenIssue sessionTokens;
    private final DecisionLog decisions;

    public Admitter(MeetingStore meetings, SessionTokenIssue sessionTokens, DecisionLog decisions) {
        this.meetings = meetings;
        this.sessionTokens = sessionTokens;
        this.decisions = decisions;
    }

    /** @param by the join request of somebody who had to wait; null for one who comes in at once */
    Arrival admit(
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
    Arrival again(Room room, JoinRequest request, Instant now) {
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
}
