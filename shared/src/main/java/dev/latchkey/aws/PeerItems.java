package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads the peers recorded as inside a room. Those who left are kept elsewhere, so that the past costs nothing here.
 *
 * <p>In a large room they are in several partitions, which are read one after the other: whatever is said of an order holds in
 * each of them.
 */
final class PeerItems {
    private final Table table;

    PeerItems(Table table) {
        this.table = table;
    }

    /** The first {@code limit} peers, in the order in which they joined. */
    Some first(AppName app, RoomName room, boolean large, int limit) {
        Page<Item> page = page(app, room, large, Key.PEER_PREFIX, PageRequest.first(limit));
        return new Some(read(page.entries()), page.next() == null);
    }

    /**
     * A page of those inside or of those who were, in the order in which they joined. A place in the list is the id of a peer,
     * whether or not there is one of it.
     *
     * @param prefix of their sort keys: their ids follow it
     */
    Page<Item> page(Room room, String prefix, PageRequest<String> wanted) {
        return page(room.app(), room.name(), room.isLarge(), prefix, wanted);
    }

    private Page<Item> page(AppName app, RoomName room, boolean large, String prefix, PageRequest<String> wanted) {
        String after = wanted.after();
        List<String> partitions = Key.peerPartitions(app, room, large);
        int begun = after == null ? 0 : Math.max(0, partitions.indexOf(Key.peerPartition(app, room, after)));
        List<Item> found = new ArrayList<>();
        for (String partition : partitions.subList(begun, partitions.size())) {
            int limit = wanted.limit() - found.size();
            PageRequest<Key> rest = after == null || !partition.equals(partitions.get(begun))
                    ? PageRequest.first(limit)
                    : PageRequest.after(limit, new Key(partition, prefix + after));
            QueryResponse page = table.ascending(partition, prefix, rest);
            page.items().forEach(item -> found.add(new Item(item)));
            boolean last = partition.equals(partitions.get(partitions.size() - 1));
            // An answer ends at 1 MiB, however few items that is.
            if (page.hasLastEvaluatedKey() || (found.size() >= wanted.limit() && !last)) {
                String sort = found.get(found.size() - 1).text(Attr.SK);
                return new Page<>(found, sort.substring(prefix.length()));
            }
        }
        return Page.last(found);
    }

    /** All peers of this very room that the predicate picks, under its rules. */
    List<Peer> in(Room room, Predicate<Peer> wanted) {
        return under(room, all(room.app(), room.name(), room.isLarge(), peer -> true)).stream()
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
    List<Peer> all(AppName app, RoomName room, boolean large, Predicate<Peer> wanted) {
        return Key.peerPartitions(app, room, large).stream()
                .flatMap(partition -> table.queryAll(partition, Key.PEER_PREFIX).stream())
                .map(PeerItem::read)
                .filter(wanted)
                .toList();
    }

    /** All who were in the meeting and are no longer. */
    Stream<Participation> past(AppName app, RoomName room, Session session) {
        return Key.peerPartitions(app, room, session.isInLargeRoom()).stream()
                .flatMap(partition -> table.queryAll(partition, Key.pastPrefix(session.id())).stream())
                .map(PeerItem::readPast);
    }

    static List<Peer> read(List<Item> items) {
        return items.stream().map(PeerItem::read).toList();
    }

    /** @param complete whether these are all */
    record Some(List<Peer> peers, boolean complete) {}
}
