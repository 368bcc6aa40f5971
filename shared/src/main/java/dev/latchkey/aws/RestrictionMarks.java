package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.room.RestrictionMark;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;

/** Has rooms say that somebody is kept out of them. Set before whatever keeps out is written: who finds no mark looks no further. */
final class RestrictionMarks {
    private final Table table;

    RestrictionMarks(Table table) {
        this.table = table;
    }

    /** Costs nothing but in a room of which nobody was kept out when it was read. */
    void set(Room room) {
        if (room.restrictionMark() == RestrictionMark.NONE) {
            set(room.app(), room.name(), room.id());
        }
    }

    /** The same for a room that was not read. */
    void set(AppName app, RoomName room, String roomId) {
        table.note(Key.room(app, room), RoomItem.markRestricted(), RoomItem.isMarkedUnrestricted(roomId));
    }
}
