package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads the peers recorded as inside a room. Those who left are kept elsewhere, so that the past costs nothing here. */
final class PeerItems {
    private final Table table;

    PeerItems(Table table) {
        this.table = table;
    }

    /** The first {@code limit} peers, in the order in which they joined. */
    Page first(AppName app, RoomName room, int limit) {
        QueryResponse page = table.query(Key.roomPartition(app, room), Key.PEER_PREFIX, query -> query.limit(limit));
        return new Page(read(page), !page.hasLastEvaluatedKey());
    }

    /** All peers of this very room that the predicate picks, under its rules. */
    List<Peer> in(Room room, Predicate<Peer> wanted) {
        return under(room, all(room.app(), room.name(), peer -> true)).stream()
                .filter(peer -> peer.roomId().equals(room.id()) && wanted.test(peer))
                .toList();
    }

    /** The same peers, those of this very room under its rules. */
    static List<Peer> under(Room room, List<Peer> peers) {
        return peers.stream()
                .map(peer -> peer.roomId().equals(room.id()) ? peer.under(room.rules()) : peer)
                .toList();
    }

    /** All peers that the predicate picks, as they were when they were last heard of. */
    List<Peer> all(AppName app, RoomName room, Predicate<Peer> wanted) {
        return table.queryAll(Key.roomPartition(app, room), Key.PEER_PREFIX).stream()
                .map(PeerItem::read)
                .filter(wanted)
                .toList();
    }

    static List<Peer> read(QueryResponse page) {
        return page.items().stream().map(item -> PeerItem.read(new Item(item))).toList();
    }

    /** @param complete whether these are all */
    record Page(List<Peer> peers, boolean complete) {}
}
