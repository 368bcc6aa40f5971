package dev.latchkey.aws;

import dev.latchkey.access.Standing;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.SessionClaims;
import dev.latchkey.claims.TicketClaims;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an app, a room and somebody who turns up there, read together in one consistent batch: one round trip
 * whatever is asked.
 */
final class Facts {
    private final Subject about;
    private final Map<Key, Item> items;

    private Facts(Subject about, Map<Key, Item> items) {
        this.about = about;
        this.items = items;
    }

    /** @param room null when the token is shown at no one door; {@code token} is null when none is shown */
    static Facts read(Table table, AppName app, @Nullable RoomName room, @Nullable AccessClaims token) {
        Subject about =
                token == null ? new Subject(app, room, "", "") : new Subject(app, room, token.jti(), token.subject());
        return read(table, about, List.of());
    }

    /** For one who has a ticket: with the join request. */
    static Facts atTheDoor(Table table, TicketClaims ticket) {
        AppName app = ticket.app();
        RoomName room = ticket.roomName();
        return read(
                table,
                new Subject(app, room, ticket.accessJti(), ticket.subject()),
                List.of(
                        Key.openRequest(app, room, ticket.requestId()),
                        Key.endedRequest(app, room, ticket.requestId())));
    }

    /** For one who is inside: with the peer. */
    static Facts inside(Table table, SessionClaims session) {
        AppName app = session.app();
        RoomName room = session.roomName();
        return read(
                table, new Subject(app, room, session.accessJti(), ""), List.of(Key.peer(app, room, session.peerId())));
    }

    private static Facts read(Table table, Subject about, List<Key> more) {
        List<Key> keys = new ArrayList<>(more);
        AppName app = about.app();
        RoomName room = about.room();
        keys.add(Key.app(app));
        if (room != null) {
            keys.add(Key.room(app, room));
            keys.add(Key.live(app, room));
        }
        if (!about.jti().isEmpty()) {
            keys.add(Key.revoked(app, about.jti()));
            if (room != null) {
                keys.add(Key.ejected(app, room, about.jti()));
            }
        }
        if (!about.subject().isEmpty() && room != null) {
            keys.add(Key.ban(app, room, about.subject()));
        }
        return new Facts(about, table.get(keys));
    }

    @Nullable
    App app() {
        Item item = items.get(Key.app(about.app()));
        return item == null ? null : AppItem.read(item);
    }

    @Nullable
    Room room() {
        Item item = about.room() == null ? null : items.get(Key.room(about.app(), about.room()));
        return item == null || RoomItem.isArchived(item) ? null : RoomItem.read(item);
    }

    /** The meeting that goes on in the room; one left over from an archived room of the same name does not count. */
    @Nullable
    Session live(Room room) {
        Item item = items.get(Key.live(about.app(), room.name()));
        return item != null && isAbout(item, room) ? SessionItem.read(item) : null;
    }

    @Nullable
    Item request(String requestId) {
        RoomName room = about.room();
        if (room == null) {
            return null;
        }
        Item ended = items.get(Key.endedRequest(about.app(), room, requestId));
        return ended != null ? ended : items.get(Key.openRequest(about.app(), room, requestId));
    }

    @Nullable
    Item peer(String peerId) {
        RoomName room = about.room();
        return room == null ? null : items.get(Key.peer(about.app(), room, peerId));
    }

    boolean revoked() {
        return !about.jti().isEmpty() && items.containsKey(Key.revoked(about.app(), about.jti()));
    }

    /** Whether the holder of the token was put out of this very room. */
    boolean ejected(Room room) {
        return isAbout(items.get(Key.ejected(about.app(), room.name(), about.jti())), room);
    }

    Standing standing() {
        Room room = room();
        App app = app();
        return new Standing(
                revoked(),
                room != null && ejected(room),
                room != null && isAbout(items.get(Key.ban(about.app(), room.name(), about.subject())), room),
                app == null ? Instant.EPOCH : app.tokensNotBefore());
    }

    /** What was held against somebody in an archived room is not held against him in a new one of the same name. */
    private static boolean isAbout(@Nullable Item item, Room room) {
        return item != null && item.text(Attr.ROOM_ID).equals(room.id());
    }

    /**
     * @param room null when it is about no one room
     * @param jti the access token in question; empty for none
     * @param subject the user in question; empty for nobody known
     */
    private record Subject(AppName app, @Nullable RoomName room, String jti, String subject) {}
}
