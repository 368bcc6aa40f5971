package dev.latchkey.functions.huddle01;

import dev.latchkey.id.Ids;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/** Names a meeting together with its room, since Huddle01's clients ask who was there without saying where. */
record SessionId(RoomName room, String meeting) {
    /** In no room's name, and in no meeting's. */
    private static final char BETWEEN = '.';

    static Optional<SessionId> parse(String text) {
        int end = text.lastIndexOf(BETWEEN);
        if (end < 0 || !Ids.isUlid(text.substring(end + 1))) {
            return Optional.empty();
        }
        return RoomName.parse(text.substring(0, end)).map(room -> new SessionId(room, text.substring(end + 1)));
    }

    @Override
    public String toString() {
        return room.value() + BETWEEN + meeting;
    }
}
