package dev.latchkey.aws;

import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.retry.Futures;
import dev.latchkey.room.RestrictionMark;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.TicketClaims;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads {@link AccessFacts}: in one consistent batch unless something else is said, so in one round trip whatever is asked.
 *
 * <p>Bans, and tokens whose holders were put out, are not asked for in a room that says that there are none ({@link
 * RestrictionMark}). In others they are asked for together with the room; after it, in a second round trip, only where the room was
 * expected to say so, as it did when it was last read here or, if it never was, as the last other room did. One more is taken by the ban of
 * an erased person, in rooms that have such a ban.
 */
final class AccessReader {
    /** More are not busy at one function; it learns them again if they are. */
    private static final int MOST_ROOMS = 1_000;

    private final Table table;

    /** What rooms said when they were last read here: whether somebody may be kept out of them. */
    private final Map<Key, Boolean> restricted = new ConcurrentHashMap<>();

    /** Whether the last one said nothing at all: most rooms of a deployment are alike. */
    private volatile boolean usuallyUnrecorded = true;

    AccessReader(Table table) {
        this.table = table;
    }

    /** For a token, wherever it is shown: with the room, if it opens one alone. */
    AccessFacts ofToken(AccessClaims token) {
        return read(AccessSubject.of(token), List.of());
    }

    /** For one who has a ticket: with the join request. */
    AccessFacts atTheDoor(TicketClaims ticket) {
        AppName app = ticket.app();
        RoomName room = ticket.roomName();
        return read(
                AccessSubject.waiting(ticket),
                List.of(
                        Key.openRequest(app, room, ticket.requestId()),
                        Key.endedRequest(app, room, ticket.requestId())));
    }

    /** For one who is inside: with the peer and the meeting. */
    AccessFacts inside(SessionClaims session) {
        AccessSubject about = AccessSubject.inside(session);
        Key peer = Key.peer(session.app(), session.roomName(), session.peerId());
        return read(about, joined(about.meeting(), List.of(peer)));
    }

    /**
     * For one who wants to come in: with the meeting, and half as dear. What was written within the last second may be missing,
     * so whoever is let in on the strength of this is judged once more by {@link #again}.
     */
    AccessFacts atFirstGlance(RecentRooms recent, AppName app, RoomName room, Presented presented) {
        AccessSubject about = AccessSubject.at(app, room, presented);
        List<Key> firstEntry = presented
                .accessToken()
                .filter(token -> !token.ejectAfter().isZero())
                .map(token -> List.of(Key.firstEntry(app, token.jti(), room)))
                .orElse(List.of());
        return facts(about, glance(recent, about, firstEntry));
    }

    /**
     * For the same one once more. A crowd at the door of a large room does not read one by one what lies with the app or the room,
     * but whether there is a note of it elsewhere.
     */
    AccessFacts again(Room room, Presented presented) {
        AccessSubject about = AccessSubject.at(room.app(), room.name(), presented);
        if (!room.isLarge()) {
            return read(about, List.of());
        }
        List<Key> note = about.revocationNote();
        List<Key> notes = about.restrictionNotes(room);
        Map<Key, Item> items = ask(about, joined(about.where(), note), notes, table::get, table::get);
        return joined(note, notes).stream().anyMatch(items::containsKey)
                ? read(about, List.of())
                : new AccessFacts(about, items);
    }

    private AccessFacts read(AccessSubject about, List<Key> more) {
        List<Key> keys = joined(about.where(), about.revocation(), more);
        return facts(about, ask(about, keys, about.restrictions(), table::get, table::get));
    }

    /**
     * As {@link #inside}, a third cheaper. App and room are read as they are, since nothing but the reading tells that an app was
     * switched off or what a room allows; of the rest, what was written within the last second may be missing. Of a large room that
     * holds for all of it: of its partition and the app's no more can be asked by each of 100,000.
     */
    AccessFacts glanceInside(RecentRooms recent, SessionClaims session) {
        AccessSubject about = AccessSubject.inside(session);
        return facts(about, glanceInside(recent, about, session.peerId()));
    }

    /** The same for a place, without what is held against its holder: by which token he came in stands with the peer. */
    AccessFacts glanceAt(RecentRooms recent, HeldPlace place) {
        AccessSubject nobody = AccessSubject.nobody(place.app(), place.room());
        Map<Key, Item> items = glanceInside(recent, nobody, place.peerId());
        Item peer = items.get(Key.peer(place.app(), place.room(), place.peerId()));
        return facts(
                peer == null ? nobody : AccessSubject.inside(place.app(), place.room(), PeerItem.read(peer)), items);
    }

    private Map<Key, Item> glanceInside(RecentRooms recent, AccessSubject about, String peerId) {
        List<Key> peer = List.of(Key.peer(about.app(), Objects.requireNonNull(about.room()), peerId));
        if (Ids.isMarked(peerId)) {
            return glance(recent, about, peer);
        }
        List<Key> keys = joined(about.revocation(), about.meeting(), peer);
        return ask(about, keys, about.restrictions(), late -> glanceBesideWhere(about, late), table::glance);
    }

    private Map<Key, Item> glanceBesideWhere(AccessSubject about, List<Key> late) {
        CompletableFuture<Map<Key, Item>> glance = Futures.start(() -> table.glance(late));
        Map<Key, Item> items = new HashMap<>(table.get(about.where()));
        items.putAll(Futures.await(glance));
        return items;
    }

    /** App, room, meeting, what is held against the subject, and those: all at a glance, and of a large room what is known of it. */
    private Map<Key, Item> glance(RecentRooms recent, AccessSubject about, List<Key> more) {
        RoomName room = Objects.requireNonNull(about.room());
        Map<Key, Item> known = recent.find(about.app(), room);
        Item large = known.get(Key.room(about.app(), room));
        if (large != null) {
            return glanceBeside(known, RoomItem.read(large), about, more);
        }
        List<Key> keys = joined(about.where(), about.meeting(), about.revocation(), more);
        Map<Key, Item> items = ask(about, keys, about.restrictions(), table::glance, table::glance);
        recent.learn(about.app(), room, items);
        return items;
    }

    /** The same beside what is known of a large room, which has notes elsewhere of what lies with it. */
    private Map<Key, Item> glanceBeside(Map<Key, Item> known, Room large, AccessSubject about, List<Key> more) {
        List<Key> notes = large.restrictionMark() == RestrictionMark.NONE ? List.of() : about.restrictionNotes(large);
        List<Key> keys = joined(about.revocation(), notes, more);
        Map<Key, Item> items = new HashMap<>(known);
        if (!keys.isEmpty()) {
            items.putAll(table.glance(keys));
        }
        if (notes.stream().anyMatch(items::containsKey)) {
            items.putAll(table.glance(about.restrictions()));
        }
        return items;
    }

    /**
     * Reads those keys and, unless the room that is found says that there are none, those of restrictions: at once, or after the others
     * where the room was expected to say so.
     */
    private Map<Key, Item> ask(
            AccessSubject about,
            List<Key> keys,
            List<Key> ofRestrictions,
            Function<List<Key>, Map<Key, Item>> reading,
            Function<List<Key>, Map<Key, Item>> readingMore) {
        RoomName name = about.room();
        if (name == null || ofRestrictions.isEmpty()) {
            return reading.apply(keys);
        }
        Key key = Key.room(about.app(), name);
        boolean atOnce = restricted.getOrDefault(key, usuallyUnrecorded);
        Map<Key, Item> items = reading.apply(atOnce ? joined(keys, ofRestrictions) : keys);
        Item room = items.get(key);
        if (room == null) {
            return items;
        }
        RestrictionMark mark = RoomItem.restrictionMark(room);
        learn(key, mark);
        if (atOnce || mark == RestrictionMark.NONE) {
            return items;
        }
        Map<Key, Item> all = new HashMap<>(items);
        all.putAll(readingMore.apply(ofRestrictions));
        return all;
    }

    private void learn(Key room, RestrictionMark mark) {
        usuallyUnrecorded = mark == RestrictionMark.UNRECORDED;
        if (restricted.size() >= MOST_ROOMS && !restricted.containsKey(room)) {
            restricted.clear();
        }
        restricted.put(room, mark != RestrictionMark.NONE);
    }

    private AccessFacts facts(AccessSubject about, Map<Key, Item> items) {
        return new AccessFacts(about, withErasedBan(about, items));
    }

    /** Rooms seldom have the ban of an erased person: whether they have is on the room, so that the others pay nothing for it. */
    private Map<Key, Item> withErasedBan(AccessSubject about, Map<Key, Item> items) {
        RoomName name = about.room();
        Item room = name == null || about.subject().isEmpty() ? null : items.get(Key.room(about.app(), name));
        if (name == null || room == null || !RoomItem.hasBansErased(room)) {
            return items;
        }
        Map<Key, Item> all = new HashMap<>(items);
        all.putAll(table.get(List.of(Key.erasedBan(about.app(), name, about.subject()))));
        return all;
    }

    @SafeVarargs
    private static List<Key> joined(List<Key>... lists) {
        List<Key> keys = new ArrayList<>();
        for (List<Key> list : lists) {
            keys.addAll(list);
        }
        return keys;
    }
}
