package dev.latchkey.live;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One live connection of somebody inside a room or at its door.
 *
 * @param id the gateway's own
 * @param roomId the very room
 * @param holder whose it is
 * @param openedAt when it was opened, in whole milliseconds
 */
public record Connection(String id, AppName app, RoomName room, String roomId, Holder holder, Instant openedAt) {
    /** API Gateway ends every connection after two hours; by then it is forgotten, whether or not anybody was told. */
    public static final Duration LONGEST = Duration.ofHours(2);

    public Connection {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(openedAt, "openedAt");
    }

    /** The same connection, whose holder is an admin now, or is none any more. */
    Connection ofAdmin(boolean admin) {
        return holder instanceof Holder.OfPeer peer
                ? new Connection(
                        id, app, room, roomId, new Holder.OfPeer(peer.peerId(), peer.peerVersion(), admin), openedAt)
                : this;
    }

    /** Whose a connection is. */
    public sealed interface Holder {
        /**
         * Somebody inside.
         *
         * @param peerVersion as of the session token that opened it; see {@link HeldPlace}
         * @param admin whether the peer is told who knocks
         */
        record OfPeer(String peerId, long peerVersion, boolean admin) implements Holder {}

        /** Somebody who waits at the door. */
        record OfRequest(String requestId) implements Holder {}
    }

    /** The place that the connection stands for, of somebody inside. */
    public HeldPlace place(Holder.OfPeer peer) {
        return new HeldPlace(app, room, roomId, peer.peerId(), peer.peerVersion());
    }
}
