package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.RoomName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
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
        List<Peer> picked = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = table.query(Key.roomPartition(app, room), Key.PEER_PREFIX, query -> {
                if (!from.isEmpty()) {
                    query.exclusiveStartKey(from);
                }
            });
            peers(page).stream().filter(wanted).forEach(picked::add);
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty());
        return picked;
    }

    private static List<Peer> peers(QueryResponse page) {
        return page.items().stream().map(item -> PeerItem.read(new Item(item))).toList();
    }

    /** @param complete whether these are all */
    record Page(List<Peer> peers, boolean complete) {}
}
