package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.retry.Futures;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads the peers recorded as inside a room. Those who left are kept elsewhere, so that the past costs nothing here.
 *
 * <p>In a large room they are in several partitions: whatever is said of an order holds in each of them.
 */
final class PeerItems {
    /** So many of a large room's partition are read where some are as good as all. */
    private static final int SOME = 100;

    private static final int MOST_KEYS = 100;

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

    /** Those of this very room who are recorded as inside as that user, under its rules. A large room has notes of them. */
    List<Peer> as(Room room, String subject) {
        if (!room.isLarge()) {
            return in(room, peer -> isAs(peer, subject));
        }
        return subject.isEmpty()
                ? List.of()
                : noted(room, subject, table.queryAll(notes(room, subject), Key.USER_PREFIX));
    }

    /** The same of a large room, by the {@code most} newest of the notes at most: those of peers who are gone are among them. */
    List<Peer> as(Room room, String subject, int most) {
        if (subject.isEmpty()) {
            return List.of();
        }
        QueryResponse newest = table.descending(notes(room, subject), Key.USER_PREFIX, PageRequest.first(most));
        return noted(room, subject, newest.items().stream().map(Item::new).toList());
    }

    private static String notes(Room room, String subject) {
        return Key.userPartition(room.app(), room.name(), Holders.digestOfUser(room.id(), subject));
    }

    private List<Peer> noted(Room room, String subject, List<Item> notes) {
        List<Key> keys = notes.stream()
                .map(note -> Key.peer(room.app(), room.name(), UseItem.readUserPeerId(note)))
                .toList();
        List<Item> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MOST_KEYS) {
            found.addAll(table.get(keys.subList(from, Math.min(keys.size(), from + MOST_KEYS)))
                    .values());
        }
        return under(room, read(found)).stream()
                .filter(peer -> peer.roomId().equals(room.id()) && isAs(peer, subject))
                .sorted(Comparator.comparing(Peer::id))
                .toList();
    }

    private static boolean isAs(Peer peer, String subject) {
        return peer.subject().equals(subject);
    }

    /** All of them; of a large room some, when there are many: another partition's each time. */
    Some some(AppName app, RoomName room, boolean large) {
        if (!large) {
            return new Some(all(app, room, false, peer -> true), true);
        }
        List<String> partitions = new ArrayList<>(Key.peerPartitions(app, room, true));
        Collections.shuffle(partitions, new SecureRandom());
        Some first = some(partitions.get(0));
        return first.complete()
                ? beside(partitions.subList(1, partitions.size()), this::some).reduce(first, Some::and)
                : first;
    }

    private Some some(String partition) {
        QueryResponse page = table.ascending(partition, Key.PEER_PREFIX, PageRequest.first(SOME));
        return new Some(read(page.items().stream().map(Item::new).toList()), !page.hasLastEvaluatedKey());
    }

    /** What all partitions say, asked beside each other. */
    private static <T> Stream<T> beside(List<String> partitions, Function<String, T> asked) {
        List<CompletableFuture<T>> begun = partitions.stream()
                .map(partition -> Futures.start(() -> asked.apply(partition)))
                .toList();
        return begun.stream().map(Futures::await);
    }

    /** The same peers, those of this very room under its rules. */
    static List<Peer> under(Room room, List<Peer> peers) {
        return peers.stream()
                .map(peer -> peer.roomId().equals(room.id()) ? peer.under(room.rules()) : peer)
                .toList();
    }

    /** All peers that the predicate picks, as they were when they were last heard of. */
    List<Peer> all(AppName app, RoomName room, boolean large, Predicate<Peer> wanted) {
        return all(Key.peerPartitions(app, room, large), Key.PEER_PREFIX)
                .map(PeerItem::read)
                .filter(wanted)
                .toList();
    }

    private Stream<Item> all(List<String> partitions, String prefix) {
        return partitions.size() == 1
                ? table.queryAll(partitions.get(0), prefix).stream()
                : beside(partitions, partition -> table.queryAll(partition, prefix))
                        .flatMap(List::stream);
    }

    /** Whether there is one that the predicate picks: as much is read as that takes. */
    boolean any(AppName app, RoomName room, boolean large, Predicate<Peer> wanted) {
        return Key.peerPartitions(app, room, large).stream()
                .anyMatch(partition -> table.anyPage(
                        partition,
                        Key.PEER_PREFIX,
                        items -> items.stream().map(PeerItem::read).anyMatch(wanted)));
    }

    /** All who were in the meeting and are no longer. */
    Stream<Participation> past(AppName app, RoomName room, Session session) {
        return all(Key.peerPartitions(app, room, session.isInLargeRoom()), Key.pastPrefix(session.id()))
                .map(PeerItem::readPast);
    }

    static List<Peer> read(List<Item> items) {
        return items.stream().map(PeerItem::read).toList();
    }

    /** @param complete whether these are all */
    record Some(List<Peer> peers, boolean complete) {
        private Some and(Some other) {
            return new Some(Stream.concat(peers.stream(), other.peers.stream()).toList(), complete && other.complete);
        }
    }
}
