package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.RoomName;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads the peers recorded as inside a room. Those who left are kept elsewhere, so that the past costs nothing here. */
final class People {
    private final Table table;

    People(Table table) {
        this.table = table;
    }

    /** The first {@code limit} peers, in the order in which they joined. */
    Page first(AppName app, RoomName room, int limit) {
        QueryResponse page = table.query(Key.roomPartition(app, room), Key.PEER_PREFIX, query -> query.limit(limit));
        return new Page(peers(page), !page.hasLastEvaluatedKey());
    }

    /** All peers that the predicate picks. */
    List<Peer> all(AppName app, RoomName room, Predicate<Peer> wanted) {
        return table.queryAll(Key.roomPartition(app, room), Key.PEER_PREFIX).stream()
                .map(PeerItem::read)
                .filter(wanted)
                .toList();
    }

    private static List<Peer> peers(QueryResponse page) {
        return page.items().stream().map(item -> PeerItem.read(new Item(item))).toList();
    }

    /** @param complete whether these are all */
    record Page(List<Peer> peers, boolean complete) {}
}
