package dev.latchkey.aws;

import dev.latchkey.access.Restrictions;
import dev.latchkey.app.App;
import dev.latchkey.meeting.FirstEntry;
import dev.latchkey.meeting.Session;
import dev.latchkey.permission.Rank;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What {@link AccessReader} has found of an app, a room and somebody who turns up there. */
final class AccessFacts {
    private final AccessSubject about;
    private final Map<Key, Item> items;

    AccessFacts(AccessSubject about, Map<Key, Item> items) {
        this.about = about;
        this.items = items;
    }

    Optional<App> app() {
        return item(Key.app(about.app())).map(AppItem::read);
    }

    Optional<Room> room() {
        return ofRoom(name -> Key.room(about.app(), name))
                .filter(item -> !RoomItem.isArchived(item))
                .map(RoomItem::read);
    }

    /** The meeting that goes on in the room; one left over from an archived room of the same name does not count. */
    Optional<Session> live(Room room) {
        return item(Key.live(about.app(), room.name()))
                .filter(item -> isAbout(item, room))
                .map(SessionItem::read);
    }

    Optional<Item> request(String requestId) {
        return ofRoom(room -> Key.endedRequest(about.app(), room, requestId))
                .or(() -> ofRoom(room -> Key.openRequest(about.app(), room, requestId)));
    }

    Optional<Item> peer(String peerId) {
        return ofRoom(room -> Key.peer(about.app(), room, peerId));
    }

    /** In which meeting in the room the token was first used, and when; empty when in none, or when nobody counts. */
    Optional<FirstEntry> firstEntry() {
        return ofRoom(room -> Key.firstEntry(about.app(), about.jti(), room)).map(FirstEntryItem::read);
    }

    private Optional<Item> item(Key key) {
        return Optional.ofNullable(items.get(key));
    }

    /** The item of that key in the room that this is about. */
    private Optional<Item> ofRoom(Function<RoomName, Key> key) {
        return Optional.ofNullable(about.room()).map(key).flatMap(this::item);
    }

    boolean revoked() {
        return !about.jti().isEmpty() && items.containsKey(Key.revoked(about.app(), about.jti()));
    }

    /** Whether the holder of the token was put out of this very room. */
    boolean ejected(Room room) {
        return item(Key.ejected(about.app(), room.name(), about.jti()))
                .filter(item -> isAbout(item, room))
                .isPresent();
    }

    /** The rank of who banned the user from this very room, the highest if several did; empty when nobody did. */
    private Optional<Rank> ban(Room room) {
        return Stream.of(
                        Key.ban(about.app(), room.name(), about.subject()),
                        Key.erasedBan(about.app(), room.name(), about.subject()))
                .flatMap(key -> item(key).stream())
                .filter(ban -> isAbout(ban, room))
                .map(BanItem::rank)
                .max(Comparator.naturalOrder());
    }

    Restrictions restrictions() {
        Optional<Room> room = room();
        return new Restrictions(
                revoked(),
                room.filter(this::ejected).isPresent(),
                room.flatMap(this::ban).orElse(null),
                app().map(App::tokensNotBefore).orElse(Instant.EPOCH));
    }

    /** What was held against somebody in an archived room is not held against him in a new one of the same name. */
    private static boolean isAbout(Item item, Room room) {
        return item.text(Attr.ROOM_ID).equals(room.id());
    }
}
