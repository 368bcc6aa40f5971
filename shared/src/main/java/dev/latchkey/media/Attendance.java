package dev.latchkey.media;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import java.time.Clock;
import java.util.Optional;

/** Tells whether somebody is inside a meeting at this moment. */
public final class Attendance {
    private final RoomStore rooms;
    private final MeetingStore meetings;
    private final Clock clock;

    public Attendance(RoomStore rooms, MeetingStore meetings, Clock clock) {
        this.rooms = rooms;
        this.meetings = meetings;
        this.clock = clock;
    }

    /** The peer, if it is inside that very meeting of the room. */
    Optional<Standing> find(AppName app, RoomName name, String meeting, String peerId) {
        return rooms.find(app, name)
                .flatMap(room -> meetings.find(app, name, peerId)
                        .map(peer -> peer.under(room.rules()))
                        .filter(peer -> peer.roomId().equals(room.id())
                                && peer.sessionId().equals(meeting)
                                && peer.isInsideAt(clock.instant()))
                        .map(peer -> new Standing(room, peer)));
    }

    /** A peer under the rules of its room. */
    record Standing(Room room, Peer peer) {
        /** Changes with everything that a media server is told of the peer. */
        String version() {
            return room.version() + " " + peer.version();
        }
    }
}
