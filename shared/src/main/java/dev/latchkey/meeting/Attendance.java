package dev.latchkey.meeting;

import dev.latchkey.app.AppName;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import java.time.Instant;
import java.util.Optional;

/** Reads peers under the rules of their rooms as these are now: a room's end may be moved while people are inside. */
public final class Attendance {
    private final RoomStore rooms;
    private final MeetingStore meetings;

    public Attendance(RoomStore rooms, MeetingStore meetings) {
        this.rooms = rooms;
        this.meetings = meetings;
    }

    /** The peer, inside or overdue; as it was written down where its room is gone. */
    public Optional<Peer> find(AppName app, RoomName name, String peerId) {
        return meetings.find(app, name, peerId).map(peer -> underRules(app, name, peer));
    }

    /** The same for one that was read. */
    Peer underRules(AppName app, RoomName name, Peer peer) {
        return rooms.find(app, name).map(peer::underRulesOf).orElse(peer);
    }

    /** The peer with its room, if it is inside that very meeting at {@code now}. */
    public Optional<PeerInRoom> inside(AppName app, RoomName name, String meeting, String peerId, Instant now) {
        return meetings.find(app, name, peerId)
                .filter(peer -> peer.sessionId().equals(meeting))
                .flatMap(peer -> rooms.find(app, name)
                        .filter(room -> room.id().equals(peer.roomId()))
                        .map(room -> new PeerInRoom(room, peer.underRulesOf(room))))
                .filter(found -> found.peer().isInsideAt(now));
    }

    /** A peer under the rules of its room. */
    public record PeerInRoom(Room room, Peer peer) {
        /** Changes with everything that others are told of the peer. */
        public String version() {
            return room.version() + " " + peer.version();
        }
    }
}
