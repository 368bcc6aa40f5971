package dev.latchkey.meeting;

import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where meetings and the people in them are kept. */
public interface MeetingStore {
    /**
     * Reads everything an entry is decided by: one round trip.
     *
     * @param token what was shown at the door; null when nothing was
     */
    Scene look(AppName app, RoomName room, @Nullable AccessClaims token);

    /**
     * Takes a place for the peer and starts a meeting if none goes on: one round trip unless others get in between. The cap
     * of the room holds exactly under any concurrency.
     *
     * @return the session that the peer is in now; empty when the room is full
     */
    Optional<Session> join(Room room, Scene scene, Peer peer, Instant now);

    Optional<Peer> find(AppName app, RoomName room, String peerId);

    /** Takes the peer out and ends the meeting with its last peer. Returns false when it was not inside any more. */
    boolean leave(AppName app, RoomName room, Peer peer, Departure how, Instant now);
}
