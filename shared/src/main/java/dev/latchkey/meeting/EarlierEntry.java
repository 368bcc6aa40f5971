package dev.latchkey.meeting;

import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.SessionTokens;
import java.time.Instant;
import java.util.Optional;

/** Finds the place that a visitor still has from an earlier entry: a page that was reloaded shows its session token. */
final class EarlierEntry {
    private final MeetingStore meetings;
    private final SessionTokens sessionTokens;

    EarlierEntry(MeetingStore meetings, SessionTokens sessionTokens) {
        this.meetings = meetings;
        this.sessionTokens = sessionTokens;
    }

    /**
     * The place of that session token. Empty when there is none any more, so that this is an entry like any other.
     *
     * @throws RefusedException token_invalid, token_for_another_room; forbidden when the visitor's access token is somebody
     *     else's; and, where nothing but the session token is shown, what is held against its holder
     */
    Optional<PeerSnapshot> find(AppName app, RoomName room, String sessionToken, Candidate candidate, Instant now) {
        SessionClaims claims;
        try {
            claims = sessionTokens.read(sessionToken, now);
        } catch (RefusedException e) {
            if (e.reason() == Reason.TOKEN_EXPIRED) {
                return Optional.empty();
            }
            throw e;
        }
        if (!claims.app().equals(app) || !claims.roomName().equals(room)) {
            throw new RefusedException(Reason.TOKEN_FOR_ANOTHER_ROOM, "the session token is for another room");
        }
        PeerSnapshot inside = meetings.lookInside(claims);
        if (candidate.presented() instanceof Presented.Nothing) {
            inside.heldAgainst().ifPresent(refusal -> {
                throw refusal.toException();
            });
        }
        Peer peer = inside.peer();
        AccessClaims token = candidate.token().orElse(null);
        if (peer != null && token != null && !isOf(token, peer)) {
            throw new RefusedException(Reason.FORBIDDEN, "the session token is not of this access token's holder");
        }
        return inside.refusal(now).isPresent() ? Optional.empty() : Optional.of(inside);
    }

    private static boolean isOf(AccessClaims token, Peer peer) {
        return token.jti().equals(peer.jti()) || token.subject().equals(peer.subject());
    }
}
