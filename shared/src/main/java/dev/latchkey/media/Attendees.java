package dev.latchkey.media;

import dev.latchkey.json.JsonText;
import dev.latchkey.media.MediaServer.Attendee;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.SessionTokenIssue;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.Room;

/** Says of a peer what its media server is to know: what it may do here, and what others may see of it. */
final class Attendees {
    private Attendees() {}

    static Attendee of(Room room, Peer peer) {
        Grant grant = SessionTokenIssue.effective(room, peer.grant());
        JsonText metadata = peer.person().metadata();
        return new Attendee(
                peer.id(),
                room.name().value(),
                peer.person().name(),
                metadata == null ? null : metadata.compact(),
                grant.role().name(),
                grant.permissions());
    }
}
