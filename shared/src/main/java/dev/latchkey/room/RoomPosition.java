package dev.latchkey.room;

import java.time.Instant;
import java.util.Optional;

/** The place right after one room in the list of an app's rooms, newest first. */
public record RoomPosition(Instant created, RoomName name) {
    public static RoomPosition after(Room room) {
        return new RoomPosition(room.created(), room.name());
    }

    /** Reads {@link #text} back; empty for anything else. */
    public static Optional<RoomPosition> parse(String text) {
        int end = text.indexOf('\n');
        if (end < 0 || !text.substring(0, end).matches("\\d{1,15}")) {
            return Optional.empty();
        }
        Instant created = Instant.ofEpochMilli(Long.parseLong(text.substring(0, end)));
        return RoomName.parse(text.substring(end + 1)).map(name -> new RoomPosition(created, name));
    }

    /** As {@link dev.latchkey.page.Page#next} has it. */
    public String text() {
        return created.toEpochMilli() + "\n" + name.value();
    }
}
