package dev.latchkey.meeting;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.id.Ids;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.lobby.JoinState;
import dev.latchkey.lobby.LobbyStore;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.RoleChange;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an admin or the app's server lets in, or turns away, those who wait. */
public final class Reception {
    private final LobbyStore lobby;
    private final Clock clock;
    private final DecisionLog decisions;

    public Reception(LobbyStore lobby, Clock clock, DecisionLog decisions) {
        this.lobby = lobby;
        this.clock = clock;
        this.decisions = decisions;
    }

    public List<JoinRequest> waiting(Room room) {
        return lobby.waiting(room, now());
    }

    /**
     * @param as what the person is let in as; null for what its token or the room gives
     * @throws RefusedException role_change_not_allowed when that is above the approver's own
     */
    public JoinRequest approve(Authority by, String requestId, @Nullable Grant as, @Nullable String message) {
        Decision about = about(Decision.What.APPROVAL, by, requestId);
        Decision asRole = as == null ? about : about.role(as.role());
        return decisions.refusing(asRole, () -> {
            if (as != null && !RoleChange.mayAdmitAs(by.grant(), as)) {
                throw new RefusedException(
                        Reason.ROLE_CHANGE_NOT_ALLOWED, "nobody lets others in above their own role");
            }
            Instant now = now();
            JoinRequest request = requireWaiting(by.room(), requestId, now);
            return decide(by.room(), request, request.approved(as, message, Ids.hex24(), now), asRole, now);
        });
    }

    public JoinRequest deny(Authority by, String requestId, @Nullable String message) {
        Decision about = about(Decision.What.DENIAL, by, requestId);
        return decisions.refusing(about, () -> {
            Instant now = now();
            JoinRequest request = requireWaiting(by.room(), requestId, now);
            return decide(by.room(), request, request.denied(message, Ids.hex24()), about, now);
        });
    }

    private static Decision about(Decision.What what, Authority by, String requestId) {
        return Decision.about(what).room(by.room()).joinRequest(requestId).by(by.id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private JoinRequest requireWaiting(Room room, String requestId, Instant now) {
        JoinRequest request = lobby.find(room.app(), room.name(), requestId)
                .filter(found -> found.roomId().equals(room.id()))
                .orElseThrow(
                        () -> new RefusedException(Reason.JOIN_REQUEST_NOT_FOUND, "there is no such join request"));
        if (request.isExpiredAt(now)) {
            throw new RefusedException(Reason.JOIN_REQUEST_EXPIRED, "the join request has expired");
        }
        if (request.state() != JoinState.WAITING) {
            throw decidedAlready(request);
        }
        return request;
    }

    private JoinRequest decide(Room room, JoinRequest from, JoinRequest to, Decision about, Instant now) {
        lobby.decide(room.app(), room.name(), from, to).ifPresent(inTheWay -> {
            throw decidedAlready(inTheWay);
        });
        decisions.record(about.took(Decision.Measure.WAITED, from.waited(now)).granted());
        return to;
    }

    private static RefusedException decidedAlready(JoinRequest request) {
        return new RefusedException(
                Reason.ALREADY_DECIDED, "the join request is " + request.state().wireName() + " already");
    }
}
