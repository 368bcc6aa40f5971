package dev.latchkey.meeting;

import dev.latchkey.access.Approval;
import dev.latchkey.access.EntryDecision;
import dev.latchkey.access.EntryFacts;
import dev.latchkey.access.EntryPolicy;
import dev.latchkey.access.Presented;
import dev.latchkey.app.App;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to come in, and by what.
 *
 * @param person who the visitor says to be, where no token says so
 * @param by the join request of somebody who had to wait; null for one who comes to the door
 */
record Candidate(
        Presented presented, Person person, @Nullable JoinRequest by) {
    /** Whoever was kept waiting, with what was shown at the door then. */
    static Candidate waiting(JoinRequest request) {
        AccessClaims token = request.token();
        return new Candidate(
                token == null ? new Presented.Nothing() : new Presented.SignedToken(token), request.person(), request);
    }

    /** The access token that was shown; empty when none was, or none of ours. */
    Optional<AccessClaims> token() {
        return presented.accessToken();
    }

    /** The same, who still has the place of an earlier entry. */
    Candidate backTo(Peer peer) {
        return new Candidate(
                new Presented.OwnPlace(peer.grant(), peer.person(), peer.stayUntil(), token().orElse(null)),
                Person.NOBODY.orNamed(peer.person()),
                by);
    }

    EntryDecision decide(EntrySnapshot snapshot, Instant now) {
        return decide(snapshot, snapshot.enteredAt(now), now);
    }

    /** @param enteredAt when the token first came into the meeting that goes on; {@code now} for one that was never in it */
    EntryDecision decide(EntrySnapshot snapshot, Instant enteredAt, Instant now) {
        App app = snapshot.app();
        if (app == null) {
            return new EntryDecision.Refuse(Refusal.NO_SUCH_ROOM);
        }
        if (!app.enabled()) {
            return new EntryDecision.Refuse(new Refusal(Reason.FORBIDDEN, "this app is switched off"));
        }
        Approval approval =
                by != null && by.state() == JoinRequestState.APPROVED ? new Approval(true, by.grant()) : Approval.NONE;
        return EntryPolicy.decide(
                new EntryFacts(snapshot.room(), presented, snapshot.restrictions(), person, approval, enteredAt), now);
    }

    /** It names a person: it does not print. */
    @Override
    public String toString() {
        return "Candidate(redacted)";
    }
}
