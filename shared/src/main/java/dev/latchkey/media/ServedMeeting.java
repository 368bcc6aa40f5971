package dev.latchkey.media;

import dev.latchkey.app.App;
import dev.latchkey.room.RoomName;

/** A meeting, and the media server of its app, on which it is a room. */
record ServedMeeting(App app, MediaServer server, RoomName room, String id) {
    /** Another meeting of the same room. */
    ServedMeeting named(String other) {
        return new ServedMeeting(app, server, room, other);
    }

    void remove(String identity) {
        server.removeParticipant(id, identity);
    }
}
