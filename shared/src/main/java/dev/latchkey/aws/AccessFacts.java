package dev.latchkey.aws;

import dev.latchkey.access.Presented;
import dev.latchkey.access.Restrictions;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.FirstEntry;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.permission.Rank;
import dev.latchkey.retry.Futures;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.TicketClaims;
import dev.latchkey.token.TokenScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an app, a room and somebody who turns up there, read together in one consistent batch: one round trip
 * whatever is asked, and a second one in a room that has the ban of an erased person.
 */
final class AccessFacts {
    private final Subject about;
    private final Map<Key, Item> items;

    private AccessFacts(Subject about, Map<Key, Item> items) {
        this.about = about;
        this.items = items;
    }

    /**
     * For one at a door, by what is shown there. A crowd at the door of a large room does not read one by one what lies with the
     * app or the room, but whether there is a note of it elsewhere.
     */
    static AccessFacts read(Table table, Room room, Presented presented) {
        Subject about = Subject.at(room.app(), room.name(), presented);
        if (!room.isLarge()) {
            return read(table, about, about.keys());
        }
        List<Key> notes = about.notes(room);
        List<Key> keys = about.keysOfWhere();
        keys.addAll(notes);
        Map<Key, Item> items = table.get(keys);
        return notes.stream().anyMatch(items::containsKey)
                ? read(table, about, about.keys())
                : new AccessFacts(about, items);
    }

    /** For a token, wherever it is shown: with the room, if it opens one alone. */
    static AccessFacts ofToken(Table table, AccessClaims token) {
        RoomName room = token.scope() instanceof TokenScope.OneRoom one ? one.name() : null;
        Subject about = new Subject(token.app(), room, token.jti(), token.subject());
        return read(table, about, about.keys());
    }

    /**
     * For one who wants to come in: with the meeting, and half as dear. What was written within the last second may be missing,
     * so whoever is let in on the strength of this is judged once more by {@link #read}.
     */
    static AccessFacts atFirstGlance(Table table, RecentRooms recent, AppName app, RoomName room, Presented presented) {
        Subject about = Subject.at(app, room, presented);
        Map<Key, Item> known = recent.find(app, room);
        // Whose room is known comes to a large one: of what lies with it there are notes elsewhere.
        Item large = known.get(Key.room(app, room));
        List<Key> notes = large == null ? List.of() : about.notesIn(RoomItem.read(large));
        List<Key> keys = about.keys();
        keys.add(Key.live(app, room));
        if (large != null) {
            keys.removeAll(known.keySet());
            keys.removeAll(about.keysAgainstIn(room));
            keys.addAll(notes);
        }
        presented
                .accessToken()
                .filter(token -> !token.ejectAfter().isZero())
                .ifPresent(token -> keys.add(Key.firstEntry(app, token.jti(), room)));
        Map<Key, Item> items = new HashMap<>(known);
        if (!keys.isEmpty()) {
            items.putAll(table.glance(keys));
        }
        if (notes.stream().anyMatch(items::containsKey)) {
            items.putAll(table.glance(about.keysAgainstIn(room)));
        }
        if (known.isEmpty()) {
            recent.learn(app, room, items);
        }
        return new AccessFacts(about, withErasedBan(table, about, items));
    }

    private static AccessFacts read(Table table, Subject about, List<Key> keys) {
        return new AccessFacts(about, withErasedBan(table, about, table.get(keys)));
    }

    /** Rooms seldom have the ban of an erased person: whether they have is on the room, so that the others pay nothing for it. */
    private static Map<Key, Item> withErasedBan(Table table, Subject about, Map<Key, Item> items) {
        RoomName name = about.room();
        Item room = name == null || about.subject().isEmpty() ? null : items.get(Key.room(about.app(), name));
        if (name == null || room == null || !RoomItem.hasBansErased(room)) {
            return items;
        }
        Map<Key, Item> all = new HashMap<>(items);
        all.putAll(table.get(List.of(Key.erasedBan(about.app(), name, about.subject()))));
        return all;
    }

    /** For one who has a ticket: with the join request. */
    static AccessFacts atTheDoor(Table table, TicketClaims ticket) {
        AppName app = ticket.app();
        RoomName room = ticket.roomName();
        Subject about = new Subject(app, room, ticket.accessJti(), ticket.subject());
        List<Key> keys = about.keys();
        keys.add(Key.openRequest(app, room, ticket.requestId()));
        keys.add(Key.endedRequest(app, room, ticket.requestId()));
        return read(table, about, keys);
    }

    /** For one who is inside: with the peer and the meeting. */
    static AccessFacts inside(Table table, SessionClaims session) {
        Subject about = Subject.inside(session);
        List<Key> keys = about.keys();
        keys.addAll(keysInside(session));
        return read(table, about, keys);
    }

    /**
     * The same, a third cheaper. App and room are read as they are, since nothing but the reading tells that an app was switched off
     * or what a room allows; of the rest, what was written within the last second may be missing.
     */
    static AccessFacts glanceInside(Table table, RecentRooms recent, SessionClaims session) {
        Subject about = Subject.inside(session);
        List<Key> glanced = about.keysAgainst();
        glanced.addAll(keysInside(session));
        Map<Key, Item> items = Ids.isMarked(session.peerId())
                ? glanceInLargeRoom(table, recent, about, glanced)
                : glanceInside(table, about, glanced);
        return new AccessFacts(about, withErasedBan(table, about, items));
    }

    /** The same for a place, without what is held against its holder: by which token he came in stands with the peer. */
    static AccessFacts glanceAt(Table table, RecentRooms recent, HeldPlace place) {
        Key peer = Key.peer(place.app(), place.room(), place.peerId());
        Subject nobody = new Subject(place.app(), place.room(), "", "");
        List<Key> glanced = List.of(peer, Key.live(place.app(), place.room()));
        Map<Key, Item> items = Ids.isMarked(place.peerId())
                ? glanceInLargeRoom(table, recent, nobody, glanced)
                : glanceInside(table, nobody, glanced);
        Subject about = items.containsKey(peer)
                ? Subject.inside(place.app(), place.room(), PeerItem.read(items.get(peer)))
                : nobody;
        return new AccessFacts(about, withErasedBan(table, about, items));
    }

    /** App and room of the subject as they are, and beside that those. */
    private static Map<Key, Item> glanceInside(Table table, Subject about, List<Key> glanced) {
        CompletableFuture<Map<Key, Item>> glance = Futures.start(() -> table.glance(glanced));
        Map<Key, Item> items = new HashMap<>(table.get(about.keysOfWhere()));
        items.putAll(Futures.await(glance));
        return items;
    }

    /**
     * The same of a large room, of whose partition and the app's no more can be asked by each of 100,000: those at a glance, and what
     * all have in common as it was within the last second.
     */
    private static Map<Key, Item> glanceInLargeRoom(Table table, RecentRooms recent, Subject about, List<Key> glanced) {
        RoomName room = Objects.requireNonNull(about.room());
        Map<Key, Item> known = recent.find(about.app(), room);
        List<Key> keys = about.keysOfWhere();
        keys.addAll(glanced);
        keys.removeAll(known.keySet());
        Map<Key, Item> items = new HashMap<>(known);
        items.putAll(table.glance(keys));
        if (known.isEmpty()) {
            recent.learn(about.app(), room, items);
        }
        return items;
    }

    /** Of what may be held against the token that let the peer in, or against its user, but for the ban of an erased person. */
    static List<Key> keysAgainst(Room room, Peer peer) {
        return Subject.inside(room.app(), room.name(), peer).keysAgainst();
    }

    private static List<Key> keysInside(SessionClaims session) {
        return List.of(
                Key.peer(session.app(), session.roomName(), session.peerId()),
                Key.live(session.app(), session.roomName()));
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

    /**
     * @param room null when it is about no one room
     * @param jti the access token in question; empty for none
     * @param subject the user in question; empty for nobody known
     */
    private record Subject(AppName app, @Nullable RoomName room, String jti, String subject) {
        static Subject inside(SessionClaims session) {
            return new Subject(session.app(), session.roomName(), session.accessJti(), session.subject());
        }

        static Subject inside(AppName app, RoomName room, Peer peer) {
            return new Subject(app, room, peer.jti(), peer.jti().isEmpty() ? "" : peer.subject());
        }

        static Subject at(AppName app, RoomName room, Presented presented) {
            return presented
                    .accessToken()
                    .map(token -> new Subject(app, room, token.jti(), token.subject()))
                    .orElseGet(() -> new Subject(app, room, "", ""));
        }

        /** Of what everybody is judged by. */
        List<Key> keys() {
            List<Key> keys = keysOfWhere();
            keys.addAll(keysAgainst());
            return keys;
        }

        List<Key> keysOfWhere() {
            List<Key> keys = new ArrayList<>(List.of(Key.app(app)));
            if (room != null) {
                keys.add(Key.room(app, room));
            }
            return keys;
        }

        /** Of what is held against this one, and lies with the app or the room. */
        List<Key> keysAgainst() {
            List<Key> keys = new ArrayList<>();
            if (!jti.isEmpty()) {
                keys.add(Key.revoked(app, jti));
            }
            if (room != null) {
                keys.addAll(keysAgainstIn(room));
            }
            return keys;
        }

        /** Of what lies with the room of it. */
        List<Key> keysAgainstIn(RoomName name) {
            List<Key> keys = new ArrayList<>();
            if (!jti.isEmpty()) {
                keys.add(Key.ejected(app, name, jti));
            }
            if (!subject.isEmpty()) {
                keys.add(Key.ban(app, name, subject));
            }
            return keys;
        }

        /** Of the notes that there is, or was, something like that. */
        List<Key> notes(Room large) {
            List<Key> keys = new ArrayList<>();
            if (!jti.isEmpty()) {
                keys.add(Key.revokedNote(app, jti));
            }
            keys.addAll(notesIn(large));
            return keys;
        }

        /** Of those of them that are about that very room. */
        List<Key> notesIn(Room large) {
            List<Key> keys = new ArrayList<>();
            if (!jti.isEmpty()) {
                keys.add(BanItem.heldAgainstToken(app, large.name(), large.id(), jti));
            }
            if (!subject.isEmpty()) {
                keys.add(BanItem.heldAgainstUser(app, large.name(), large.id(), subject));
            }
            return keys;
        }

        /** The subject may be the app's own id of a user: it does not print. */
        @Override
        public String toString() {
            return "Subject[" + app + "]";
        }
    }
}
