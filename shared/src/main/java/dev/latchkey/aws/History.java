package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads meetings, past and live, and who was in them. */
final class History {
    /** Begins a position among those inside, who come after those who left. */
    private static final String INSIDE = "IN#";

    private final Table table;
    private final PeerItems people;
    private final Departures departures;

    History(Table table, Departures departures) {
        this.table = table;
        this.people = new PeerItems(table);
        this.departures = departures;
    }

    Page<Session> sessions(Room room, PageRequest<String> wanted, Instant now) {
        endWhatIsOver(room, now);
        QueryResponse page = table.descending(
                Key.roomPartition(room.app(), room.name()),
                Key.SESSION_PREFIX,
                wanted.map(id -> Key.session(room.app(), room.name(), room.idInside(id))));
        List<Session> sessions = page.items().stream()
                .map(item -> SessionItem.read(new Item(item)))
                .filter(session -> session.roomId().equals(room.id()))
                .toList();
        return Table.page(sessions, page, Key.SESSION_PREFIX);
    }

    /** A meeting whose people all vanished is over, whether or not anybody has noticed. */
    private void endWhatIsOver(Room room, Instant now) {
        boolean over = table.get(Key.live(room.app(), room.name())).isPresent()
                && PeerItems.under(
                                room,
                                people.first(room.app(), room.name(), room.isLarge(), Roster.MOST)
                                        .peers())
                        .stream()
                        .noneMatch(peer -> peer.isInsideAt(now));
        if (over) {
            departures.sweep(room, now, Integer.MAX_VALUE);
        }
    }

    boolean hasSession(Room room, String sessionId) {
        // A query, as reading the meetings is one, so that nobody needs more rights for this.
        return table
                .query(
                        Key.roomPartition(room.app(), room.name()),
                        Key.SESSION_PREFIX + sessionId,
                        query -> query.limit(1))
                .items()
                .stream()
                .map(item -> SessionItem.read(new Item(item)))
                .anyMatch(session ->
                        session.id().equals(sessionId) && session.roomId().equals(room.id()));
    }

    Optional<Participation> find(AppName app, RoomName room, String sessionId, String peerId) {
        // A batch, as reading who is inside is one, so that nobody needs more rights for this.
        return table.get(List.of(Key.past(app, room, sessionId, peerId))).values().stream()
                .findFirst()
                .map(PeerItem::readPast);
    }

    /** Those who left come first, then those who are still inside, in the order in which they joined. */
    Page<Participation> participants(Room room, String sessionId, PageRequest<String> wanted, Instant now) {
        List<Participation> entries = new ArrayList<>();
        String after = wanted.after();
        if (after != null && after.startsWith(INSIDE)) {
            String last = after.substring(INSIDE.length());
            PageRequest<String> rest =
                    last.isEmpty() ? PageRequest.first(wanted.limit()) : PageRequest.after(wanted.limit(), last);
            return inside(room, sessionId, rest, entries, now);
        }
        Page<Item> page = people.page(room, Key.pastPrefix(sessionId), wanted);
        page.entries().stream()
                .map(PeerItem::readPast)
                .filter(one -> one.peer().roomId().equals(room.id()))
                .forEach(entries::add);
        if (page.next() != null) {
            return new Page<>(entries, page.next());
        }
        return entries.size() < wanted.limit()
                ? inside(room, sessionId, PageRequest.first(wanted.limit() - entries.size()), entries, now)
                : new Page<>(entries, INSIDE);
    }

    /** Fills the page with those inside. */
    private Page<Participation> inside(
            Room room, String sessionId, PageRequest<String> wanted, List<Participation> page, Instant now) {
        Page<Item> found = people.page(room, Key.PEER_PREFIX, wanted);
        for (Peer peer : PeerItems.under(room, PeerItems.read(found.entries()))) {
            if (peer.roomId().equals(room.id()) && peer.sessionId().equals(sessionId)) {
                boolean inside = peer.isInsideAt(now);
                page.add(new Participation(
                        peer,
                        inside ? Instant.MAX : peer.until(),
                        inside ? Departure.LEFT : Departure.ofVanished(peer)));
            }
        }
        return new Page<>(page, found.next() == null ? null : INSIDE + found.next());
    }

    /** All who were in the meeting and are no longer. */
    List<Participation> past(Room room, Session session) {
        return people.past(room.app(), room.name(), session).toList();
    }

    Page<LiveMeeting> live(AppName app, PageRequest<String> wanted, Instant now) {
        int limit = wanted.limit();
        List<Item> found = new ArrayList<>();
        for (String partition : IndexShard.partitions(IndexShard.LIVE, app)) {
            table.indexPage(partition, wanted.upTo(limit + 1)).forEach(found::add);
        }
        found.sort(Comparator.comparing((Item item) -> item.text(Attr.INDEX_SK)).reversed());
        List<LiveMeeting> meetings = new ArrayList<>();
        for (Item item : found.subList(0, Math.min(limit, found.size()))) {
            RoomName room = SessionItem.readRoomName(item);
            Session session = SessionItem.read(item);
            int inside = (int) people.first(app, room, session.isInLargeRoom(), Roster.MOST).peers().stream()
                    .filter(peer -> peer.isHeardOfAt(now))
                    .count();
            if (inside > 0) {
                meetings.add(new LiveMeeting(room, session, inside));
            }
        }
        return new Page<>(meetings, found.size() > limit ? found.get(limit - 1).text(Attr.INDEX_SK) : null);
    }
}
