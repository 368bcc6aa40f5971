package dev.latchkey.meeting;

import dev.latchkey.app.App;
import dev.latchkey.room.Room;
import java.time.Instant;
import java.util.Optional;

/** Lets peers into their meetings on the media servers of their apps. */
public interface MediaAccess {
    /** Where no app has a media server. */
    MediaAccess NONE = (app, room, peer, now) -> Optional.empty();

    /**
     * Has the meeting of a peer ready on the app's media server, and a token for the peer. Empty for an app without one. Never fails
     * because the server does not answer.
     */
    Optional<MediaAdmission> admit(App app, Room room, Peer peer, Instant now);
}
