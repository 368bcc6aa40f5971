package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.id.Ids;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Changes that could not be told of, kept whole in the partition that they happened in, with those that came after them there:
 * others are told in their order, and no partition waits for another.
 *
 * <p>A partition with such changes stands in one list, with a mark that each further change renews: whoever has told of all of
 * them takes it out of the list only if none was added meanwhile.
 */
final class ParkedChanges {
    private static final String MARK = "parkedMark";

    private final Table table;

    ParkedChanges(Table table) {
        this.table = table;
    }

    /** The partitions whose changes have to wait. */
    Set<String> partitions() {
        return table.queryAll(Key.PARKED, Key.PARTITION_PREFIX).stream()
                .map(item -> item.text(Attr.SK).substring(Key.PARTITION_PREFIX.length()))
                .collect(Collectors.toSet());
    }

    /** Keeps the change, once however often it comes. */
    void park(TableChange change) {
        // The list first: an entry without changes does no harm, a change without an entry would never be told.
        table.put(Item.at(Key.parkedPartition(change.partition())).put(MARK, Ids.hex24()));
        table.put(change.write(Key.parked(change.partition(), change.sequence())));
    }

    /**
     * Tells a partition's changes, in their order, until one cannot be told.
     *
     * @param teller returns false when it could not tell a change
     * @return how many were told
     */
    int drain(String partition, Predicate<TableChange> teller) {
        Key entry = Key.parkedPartition(partition);
        Optional<Item> listed = table.get(entry);
        int told = 0;
        for (Item item : table.queryAll(partition, Key.PARKED_PREFIX)) {
            if (!teller.test(TableChange.read(item))) {
                return told;
            }
            table.delete(Table.key(item.attributes()));
            told++;
        }
        listed.ifPresent(item ->
                table.delete(entry, Condition.of(MARK + " = :mark", Map.of(":mark", fromS(item.text(MARK))))));
        return told;
    }
}
