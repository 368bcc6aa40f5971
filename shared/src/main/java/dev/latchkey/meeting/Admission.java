package dev.latchkey.meeting;

import dev.latchkey.room.Room;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has come in.
 *
 * @param others who else was inside when the peer came
 * @param sessionToken the peer's session token
 * @param media how it gets in on the app's media server; null for an app without one
 */
public record Admission(
        Room room,
        Session session,
        Peer peer,
        Roster others,
        String sessionToken,
        @Nullable MediaAdmission media) {
    /** It carries a token and names: it does not print. */
    @Override
    public String toString() {
        return "Admission[" + peer.id() + "]";
    }
}
