package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a crowd in a large room, or at its door, has in common: the app, the room and the meeting, kept for a second and not read for
 * each of them. For a glance only, which may be late by as much anyway.
 */
final class RecentRooms {
    private final Table table;
    private final Recently<Key, Map<Key, Item>> rooms;

    RecentRooms(Table table, Clock clock) {
        this.table = table;
        this.rooms = new Recently<>(clock);
    }

    /** The items of a large room's app, of the room and of its meeting; empty when they are not known well enough. */
    Map<Key, Item> find(AppName app, RoomName room) {
        return rooms.find(Key.room(app, room)).orElse(Map.of());
    }

    /**
     * Reads them for those who come next if that room is large and a meeting goes on: until then somebody is about to begin it.
     *
     * @param seen what was seen at a glance
     */
    void learn(AppName app, RoomName room, Map<Key, Item> seen) {
        Key key = Key.room(app, room);
        if (!isLarge(seen.get(key)) || !seen.containsKey(Key.live(app, room))) {
            return;
        }
        Instant now = rooms.now();
        Map<Key, Item> items = table.get(List.of(Key.app(app), key, Key.live(app, room)));
        if (items.size() == 3 && isLarge(items.get(key))) {
            rooms.keep(key, Map.copyOf(items), now);
        }
    }

    private static boolean isLarge(@Nullable Item room) {
        return room != null && !RoomItem.isArchived(room) && RoomItem.read(room).isLarge();
    }
}
