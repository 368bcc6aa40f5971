package dev.latchkey.meeting;

import dev.latchkey.room.Room;
import java.util.List;

/**
 * Somebody has come in.
 *
 * @param others who else was inside when the peer came; at most {@link Scene#MOST_LISTED}
 * @param sessionToken the peer's session token
 */
public record Admission(Room room, Session session, Peer peer, List<Peer> others, String sessionToken) {
    public Admission {
        others = List.copyOf(others);
    }

    /** It carries a token and names: it does not print. */
    @Override
    public String toString() {
        return "Admission[" + peer.id() + "]";
    }
}
