package dev.latchkey.meeting;

import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.SessionClaims;
import java.util.Objects;

/**
 * The place of somebody who has come in, as what was opened by a session token goes on to stand for it.
 *
 * @param roomId the very room
 * @param peerVersion the version of the peer that the session token was issued for: once the place is taken over by a later
 *     entry, an earlier one is not believed any more
 */
public record HeldPlace(AppName app, RoomName room, String roomId, String peerId, long peerVersion) {
    public HeldPlace {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(peerId, "peerId");
    }

    /** The place of whoever the session token was issued to. */
    public static HeldPlace of(SessionClaims session) {
        return new HeldPlace(
                session.app(), session.roomName(), session.roomId(), session.peerId(), session.peerVersion());
    }
}
