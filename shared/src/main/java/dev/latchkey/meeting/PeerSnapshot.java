package dev.latchkey.meeting;

import dev.latchkey.access.Restrictions;
import dev.latchkey.app.App;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a session token is met with.
 *
 * @param app null when there is no such app any more
 * @param room null when the room is gone
 * @param live the meeting going on; null when there is none
 * @param peer null when it is out
 * @param tokenVersion the version of the peer that the session token was issued for
 * @param restrictions what is held against the access token that let it in, and against its user
 */
public record PeerSnapshot(
        @Nullable App app,
        @Nullable Room room,
        @Nullable Session live,
        @Nullable Peer peer,
        long tokenVersion,
        Restrictions restrictions) {
    /** Why the holder of the session token has no say in the room any more; empty when it has. */
    public Optional<Refusal> refusal(Instant now) {
        if (room == null) {
            return refuse(Reason.ROOM_NOT_FOUND, "the room is no more");
        }
        if (app == null || !app.enabled()) {
            return refuse(Reason.FORBIDDEN, "this app is switched off");
        }
        if (peer == null || !peer.roomId().equals(room.id()) || !now.isBefore(peer.ejectAt())) {
            return refuse(Reason.TOKEN_REVOKED, "its holder is no longer in the room");
        }
        if (isTakenOver()) {
            return refuse(Reason.TOKEN_REVOKED, "a later entry of its holder has taken the place over");
        }
        return heldAgainst();
    }

    /** What is held against the holder of the session token, or against what let it in; empty for nothing. */
    Optional<Refusal> heldAgainst() {
        boolean cutOff = peer != null
                && ((app != null && peer.isCutOffBy(app.tokensNotBefore()))
                        || (room != null && peer.isCutOffBy(room.tokensNotBefore())));
        if (restrictions.revoked() || restrictions.ejected() || cutOff) {
            return refuse(Reason.TOKEN_REVOKED, "what let its holder in has been revoked");
        }
        boolean banned = restrictions.bans(peer == null ? Grant.GUEST : peer.grant());
        return banned ? refuse(Reason.BANNED, "its holder is banned from the room") : Optional.empty();
    }

    /** Whether somebody else has the place by now, who is not to be put out for what this session token says. */
    public boolean isTakenOver() {
        return peer != null && peer.isTakenOverSince(tokenVersion);
    }

    private static Optional<Refusal> refuse(Reason reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }
}
