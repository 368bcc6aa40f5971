package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.Page;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Scene;
import dev.latchkey.meeting.Session;
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
    private final Table table;
    private final People people;
    private final Departures departures;

    History(Table table, Departures departures) {
        this.table = table;
        this.people = new People(table);
        this.departures = departures;
    }

    Page<Session> sessions(Room room, int limit, Optional<String> afterSessionId, Instant now) {
        endWhatIsOver(room.app(), room.name(), now);
        QueryResponse page = table.page(
                Key.roomPartition(room.app(), room.name()),
                Key.SESSION_PREFIX,
                afterSessionId.map(id -> Key.session(room.app(), room.name(), id)),
                query -> query.limit(limit).scanIndexForward(false));
        List<Session> sessions = page.items().stream()
                .map(item -> SessionItem.read(new Item(item)))
                .filter(session -> session.roomId().equals(room.id()))
                .toList();
        return new Page<>(sessions, next(page, Key.SESSION_PREFIX));
    }

    /** A meeting whose people all vanished is over, whether or not anybody has noticed. */
    private void endWhatIsOver(AppName app, RoomName room, Instant now) {
        boolean over = table.get(Key.live(app, room)).isPresent()
                && people.first(app, room, Scene.MOST_LISTED).peers().stream().noneMatch(peer -> peer.isInsideAt(now));
        if (over) {
            departures.sweep(app, room, now, Integer.MAX_VALUE);
        }
    }

    /** Those who left come first, then those who are still inside, in the order in which they joined. */
    Page<Participation> participants(
            Room room, String sessionId, int limit, Optional<String> afterPeerId, Instant now) {
        String prefix = Key.pastPrefix(sessionId);
        QueryResponse page = table.page(
                Key.roomPartition(room.app(), room.name()),
                prefix,
                afterPeerId.map(id -> Key.past(room.app(), room.name(), sessionId, id)),
                query -> query.limit(limit));
        List<Participation> entries = new ArrayList<>();
        page.items().stream()
                .map(item -> PeerItem.readPast(new Item(item)))
                .filter(one -> one.peer().roomId().equals(room.id()))
                .forEach(entries::add);
        if (page.hasLastEvaluatedKey()) {
            return new Page<>(entries, next(page, prefix));
        }
        for (Peer peer :
                people.all(room.app(), room.name(), peer -> peer.sessionId().equals(sessionId))) {
            boolean inside = peer.isInsideAt(now);
            entries.add(new Participation(
                    peer, inside ? Instant.MAX : peer.until(), inside ? Departure.LEFT : Departure.ofVanished(peer)));
        }
        return new Page<>(entries, Optional.empty());
    }

    Page<LiveMeeting> live(AppName app, int limit, Optional<String> after, Instant now) {
        List<Item> found = new ArrayList<>();
        for (String partition : IndexShard.partitions(IndexShard.LIVE, app)) {
            table.indexPage(partition, limit + 1, after).forEach(found::add);
        }
        found.sort(Comparator.comparing((Item item) -> item.text(Attr.INDEX_SK)).reversed());
        List<LiveMeeting> meetings = new ArrayList<>();
        for (Item item : found.subList(0, Math.min(limit, found.size()))) {
            RoomName room = SessionItem.readRoomName(item);
            int inside = (int) people.first(app, room, Scene.MOST_LISTED).peers().stream()
                    .filter(peer -> peer.isInsideAt(now))
                    .count();
            if (inside > 0) {
                meetings.add(new LiveMeeting(room, SessionItem.read(item), inside));
            }
        }
        return new Page<>(
                meetings,
                found.size() > limit ? Optional.of(found.get(limit - 1).text(Attr.INDEX_SK)) : Optional.empty());
    }

    private static Optional<String> next(QueryResponse page, String prefix) {
        return page.hasLastEvaluatedKey()
                ? Optional.of(new Item(page.lastEvaluatedKey()).text(Attr.SK).substring(prefix.length()))
                : Optional.empty();
    }
}
