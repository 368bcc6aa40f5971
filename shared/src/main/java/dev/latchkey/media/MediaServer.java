package dev.latchkey.media;

import dev.latchkey.permission.Permissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A media server that does as Latchkey says. A meeting is a room of it, a peer a participant. What is asked for twice is done
 * once, and what is done already is done.
 */
public interface MediaServer {
    /** Whether it tells who is there, so that whoever is needs no heartbeats. */
    boolean keepsPresence();

    /** What it cannot keep a participant from, by the names of permissions. */
    List<String> notEnforced();

    /** What a participant may do who has these permissions, in words of this server's, to be compared. */
    List<String> grants(Permissions permissions);

    /** A token by which that participant, and nobody else, may enter that room until {@code expires}. */
    String token(String room, Attendee attendee, Instant now, Instant expires);

    /** Has the room ready. */
    void createRoom(String room);

    /** Puts everybody out. */
    void deleteRoom(String room);

    void removeParticipant(String room, String identity);

    /** Lets the participant do what it may, and nothing else, from now on. Nothing for one who is not there. */
    void updateParticipant(String room, Attendee attendee);

    /** The participant of that identity, if there is one in the room. */
    Optional<Participant> participant(String room, String identity);

    /** Who is in the room; nobody when there is no such room. */
    List<Participant> participants(String room);

    /**
     * A peer as a media server sees it.
     *
     * @param identity the peer's id
     * @param roomName the room that it is in, by the app's name for it
     * @param name shown to others; null for none
     * @param metadata JSON; null for none
     */
    record Attendee(
            String identity,
            String roomName,
            @Nullable String name,
            @Nullable String metadata,
            String role,
            Permissions permissions) {
        /** It carries a name: it does not print. */
        @Override
        public String toString() {
            return "Attendee[" + identity + "]";
        }
    }

    /** Thrown where the server does not answer, or not as one of its kind: what was asked may or may not have been done. */
    final class OutOfReachException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** @param problem without names, keys and addresses */
        public OutOfReachException(String problem) {
            super(problem);
        }
    }
}
