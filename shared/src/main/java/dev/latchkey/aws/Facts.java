package dev.latchkey.aws;

import dev.latchkey.access.Standing;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of an app, a room and a token that is shown there, read together in one consistent batch. */
final class Facts {
    private final AppName appName;
    private final @Nullable RoomName roomName;
    private final @Nullable AccessClaims token;
    private final Map<Key, Item> items;

    private Facts(AppName appName, @Nullable RoomName roomName, @Nullable AccessClaims token, Map<Key, Item> items) {
        this.appName = appName;
        this.roomName = roomName;
        this.token = token;
        this.items = items;
    }

    /** @param room null when the token is shown at no one door */
    static Facts read(Table table, AppName app, @Nullable RoomName room, @Nullable AccessClaims token) {
        List<Key> keys = new ArrayList<>(List.of(Key.app(app)));
        if (room != null) {
            keys.add(Key.room(app, room));
            keys.add(Key.live(app, room));
        }
        if (token != null) {
            keys.add(Key.revoked(app, token.jti()));
            if (room != null) {
                keys.add(Key.ejected(app, room, token.jti()));
                keys.add(Key.ban(app, room, token.subject()));
            }
        }
        return new Facts(app, room, token, table.get(keys));
    }

    @Nullable
    App app() {
        Item item = items.get(Key.app(appName));
        return item == null ? null : AppItem.read(item);
    }

    @Nullable
    Room room() {
        Item item = roomName == null ? null : items.get(Key.room(appName, roomName));
        return item == null || RoomItem.isArchived(item) ? null : RoomItem.read(item);
    }

    /** The meeting that goes on in the room; one left over from an archived room of the same name does not count. */
    @Nullable
    Session live(Room room) {
        Item item = items.get(Key.live(appName, room.name()));
        return item != null && isAbout(item, room) ? SessionItem.read(item) : null;
    }

    Standing standing() {
        if (token == null) {
            return Standing.CLEAR;
        }
        Room room = room();
        App app = app();
        return new Standing(
                items.containsKey(Key.revoked(appName, token.jti())),
                room != null && isAbout(items.get(Key.ejected(appName, room.name(), token.jti())), room),
                room != null && isAbout(items.get(Key.ban(appName, room.name(), token.subject())), room),
                app == null ? Instant.EPOCH : app.tokensNotBefore());
    }

    /** What was held against somebody in an archived room is not held against him in a new one of the same name. */
    private static boolean isAbout(@Nullable Item item, Room room) {
        return item != null && item.text(Attr.ROOM_ID).equals(room.id());
    }
}
