package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a crowd at the door of a large room has in common: the app, the room and the meeting, kept for a second and not read for
 * each of them. For a glance only, which may be late by as much anyway.
 */
final class RecentRooms {
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** More large rooms than that are not busy at once; each is read again if they are. */
    private static final int MOST = 100;

    private final Table table;
    private final Clock clock;
    private final Map<Key, Recent> rooms = new ConcurrentHashMap<>();

    RecentRooms(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** The items of a large room's app, of the room and of its meeting; empty when they are not known well enough. */
    Map<Key, Item> find(AppName app, RoomName room) {
        Recent recent = rooms.get(Key.room(app, room));
        return recent != null && recent.isFreshAt(clock.instant()) ? recent.items : Map.of();
    }

    /**
     * Reads them for those who come next if that room is large and a meeting goes on: until then somebody is about to begin it.
     *
     * @param seen what was seen at a glance
     */
    void learn(AppName app, RoomName room, Map<Key, Item> seen) {
        Key key = Key.room(app, room);
        Item item = seen.get(key);
        if (!isLarge(item) || !seen.containsKey(Key.live(app, room))) {
            return;
        }
        Instant now = clock.instant();
        Map<Key, Item> items = table.get(List.of(Key.app(app), key, Key.live(app, room)));
        if (items.size() == 3 && isLarge(items.get(key))) {
            if (rooms.size() >= MOST) {
                rooms.clear();
            }
            rooms.put(key, new Recent(new HashMap<>(items), now));
        }
    }

    private static boolean isLarge(@Nullable Item room) {
        return room != null && !RoomItem.isArchived(room) && RoomItem.read(room).isLarge();
    }

    private record Recent(Map<Key, Item> items, Instant at) {
        /** A clock that was set back tells nothing. */
        boolean isFreshAt(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(FRESH));
        }
    }
}
