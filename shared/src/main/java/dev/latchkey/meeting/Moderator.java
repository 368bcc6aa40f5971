package dev.latchkey.meeting;

import dev.latchkey.permission.Grant;
import dev.latchkey.room.Room;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may decide in a room: the app itself by its API key, which may do what a host may, or an admin inside.
 *
 * @param self the admin inside; null for the app
 * @param id says in the audit log who decided, such as {@code peer:01H...}
 */
public record Moderator(Room room, Grant grant, @Nullable Peer self, String id) {
    /** @param id of the API key that the app's server came with */
    public static Moderator ofApp(Room room, String id) {
        return new Moderator(room, Grant.HOST, null, id);
    }

    public static Moderator ofPeer(Room room, Peer peer) {
        return new Moderator(room, peer.grant(), peer, "peer:" + peer.id());
    }
}
