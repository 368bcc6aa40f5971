package dev.latchkey.meeting;

import dev.latchkey.room.Room;

/**
 * Somebody has come in.
 *
 * @param others who else was inside when the peer came
 * @param sessionToken the peer's session token
 */
public record Admission(Room room, Session session, Peer peer, Roster others, String sessionToken) {
    /** It carries a token and names: it does not print. */
    @Override
    public String toString() {
        return "Admission[" + peer.id() + "]";
    }
}
