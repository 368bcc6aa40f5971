package dev.latchkey.meeting;

import dev.latchkey.app.App;
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
 * @param revoked whether the access token that let it in was revoked since, or put out of the room
 */
public record Inside(
        @Nullable App app,
        @Nullable Room room,
        @Nullable Session live,
        @Nullable Peer peer,
        boolean revoked) {
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
        if (revoked
                || peer.joinedAt().isBefore(app.tokensNotBefore())
                || peer.joinedAt().isBefore(room.tokensNotBefore())) {
            return refuse(Reason.TOKEN_REVOKED, "what let its holder in has been revoked");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(Reason reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }
}
