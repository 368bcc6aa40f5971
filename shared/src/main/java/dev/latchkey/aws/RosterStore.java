package dev.latchkey.aws;

import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.retry.Futures;
import dev.latchkey.room.Room;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Keeps the list of those inside a room in items of its own, some 80 bytes each: a hundred are one read unit, where the peers
 * themselves are a hundred and more. Nothing is decided by it: who is inside, peers say.
 */
final class RosterStore {
    private final Table table;

    RosterStore(Table table) {
        this.table = table;
    }

    /** What the list says now. It may be behind by what happened within the last second. */
    Page read(Room room, Instant now) {
        Listed listed = listed(room);
        List<Roster.Entry> entries = new ArrayList<>();
        List<String> overdue = new ArrayList<>();
        Item latest = null;
        for (Item item : listed.items()) {
            if (!RosterItem.isShownAt(item, now)) {
                overdue.add(item.text(Attr.SK));
                continue;
            }
            entries.add(RosterItem.read(item));
            if (latest == null || RosterItem.heardOf(item).isAfter(RosterItem.heardOf(latest))) {
                latest = item;
            }
        }
        // Many may read at once, each best beginning at another.
        Collections.shuffle(overdue, new SecureRandom());
        return new Page(
                new Roster(entries, listed.complete()),
                overdue,
                latest == null ? "" : latest.text(Attr.SK),
                latest == null ? Instant.EPOCH : RosterItem.heardOf(latest));
    }

    /**
     * A hundred of a large room's are as good as any other: one partition is read, and the others only when it has fewer, so that
     * a crowd pays for one.
     */
    private Listed listed(Room room) {
        List<String> partitions = new ArrayList<>(Key.rosterPartitions(room.id(), room.isLarge()));
        Collections.shuffle(partitions, new SecureRandom());
        Listed first = listed(partitions.get(0));
        if (!first.complete() || partitions.size() == 1) {
            return first;
        }
        List<CompletableFuture<Listed>> others = partitions.subList(1, partitions.size()).stream()
                .map(partition -> Futures.start(() -> listed(partition)))
                .toList();
        return others.stream().map(Futures::await).reduce(first, Listed::and);
    }

    private Listed listed(String partition) {
        QueryResponse page = table.query(query -> query.keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition)))
                .limit(Roster.MOST));
        return new Listed(page.items().stream().map(Item::new).toList(), !page.hasLastEvaluatedKey());
    }

    /** @param complete whether these are all lines of the list */
    private record Listed(List<Item> items, boolean complete) {
        Listed and(Listed other) {
            List<Item> all = Stream.concat(items.stream(), other.items.stream()).toList();
            return new Listed(
                    all.subList(0, Math.min(all.size(), Roster.MOST)),
                    complete && other.complete && all.size() <= Roster.MOST);
        }
    }

    /**
     * @param overdue peers that are listed and were not heard of for so long that they are not shown
     * @param latest the peer that was heard of last, as far as the list says; empty for an empty list
     * @param heardOf when that was; perhaps again since
     */
    record Page(Roster roster, List<String> overdue, String latest, Instant heardOf) {
        /** The same once somebody has seen to those who are overdue. */
        Page seenTo() {
            return new Page(roster, List.of(), latest, heardOf);
        }
    }

    void write(Peer peer) {
        table.put(RosterItem.write(peer));
    }

    void remove(Room room, String peerId) {
        table.delete(Key.rosterEntry(room.id(), peerId));
    }
}
