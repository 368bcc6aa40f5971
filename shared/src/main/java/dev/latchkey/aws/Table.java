package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The one table. Reads are consistent unless their name says otherwise; every write may be repeated safely, so passing failures are repeated here. */
public final class Table {
    private final DynamoDbClient dynamoDb;
    private final String name;

    public Table(DynamoDbClient dynamoDb, String name) {
        this.dynamoDb = dynamoDb;
        this.name = name;
    }

    Optional<Item> get(Key key) {
        var found = Retries.call(() -> dynamoDb.getItem(
                get -> get.tableName(name).key(key.attributes()).consistentRead(true)));
        return found.hasItem() ? Optional.of(new Item(found.item())) : Optional.empty();
    }

    /** Up to 100 items in one round trip. What is not there is not in the answer. */
    Map<Key, Item> get(List<Key> keys) {
        return get(keys, true);
    }

    /** As {@link #get}, at half the price: what was written a moment ago may be missing. */
    Map<Key, Item> glance(List<Key> keys) {
        return get(keys, false);
    }

    private Map<Key, Item> get(List<Key> keys, boolean consistent) {
        Map<Key, Item> found = new HashMap<>();
        Set<Key> wanted = new HashSet<>(keys);
        Retries.call(() -> {
            BatchGetItemResponse answer =
                    dynamoDb.batchGetItem(get -> get.requestItems(Map.of(name, asking(wanted, consistent))));
            for (Map<String, AttributeValue> item : answer.responses().getOrDefault(name, List.of())) {
                found.put(key(item), new Item(item));
            }
            wanted.clear();
            KeysAndAttributes unread = answer.unprocessedKeys().get(name);
            if (unread != null) {
                unread.keys().forEach(key -> wanted.add(key(key)));
            }
            if (!wanted.isEmpty()) {
                // A partition is throttled: the rest is asked for again, after a pause as for any other throttling.
                throw SdkClientException.create("DynamoDB answered a batch in part");
            }
            return answer;
        });
        return found;
    }

    private static KeysAndAttributes asking(Set<Key> keys, boolean consistent) {
        return KeysAndAttributes.builder()
                .keys(keys.stream().map(Key::attributes).toList())
                .consistentRead(consistent)
                .build();
    }

    static Key key(Map<String, AttributeValue> item) {
        Item read = new Item(item);
        return new Key(read.text(Attr.PK), read.text(Attr.SK));
    }

    /** The first page of a partition's items whose sort key starts with a prefix. */
    QueryResponse query(String pk, String skPrefix, Consumer<QueryRequest.Builder> more) {
        return query(query -> {
            query.consistentRead(true)
                    .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                    .expressionAttributeValues(Map.of(":pk", fromS(pk), ":sk", fromS(skPrefix)));
            more.accept(query);
        });
    }

    /** One page of a partition's items whose sort key starts with a prefix, in the order of their sort keys. */
    QueryResponse ascending(String pk, String skPrefix, PageRequest<Key> wanted) {
        return page(pk, skPrefix, wanted, true);
    }

    /** The same in the other direction. */
    QueryResponse descending(String pk, String skPrefix, PageRequest<Key> wanted) {
        return page(pk, skPrefix, wanted, false);
    }

    private QueryResponse page(String pk, String skPrefix, PageRequest<Key> wanted, boolean forward) {
        Key after = wanted.after();
        return query(
                pk,
                skPrefix,
                query -> query.limit(wanted.limit())
                        .scanIndexForward(forward)
                        .exclusiveStartKey(after == null ? null : after.attributes()));
    }

    /** Entries that were read from that page, with where the one after it starts, behind the prefix of its sort keys. */
    static <T> Page<T> page(List<T> entries, QueryResponse read, String skPrefix) {
        return new Page<>(
                entries,
                read.hasLastEvaluatedKey()
                        ? new Item(read.lastEvaluatedKey()).text(Attr.SK).substring(skPrefix.length())
                        : null);
    }

    /** All of a partition's items whose sort key starts with a prefix. */
    List<Item> queryAll(String pk, String skPrefix) {
        List<Item> items = new ArrayList<>();
        anyPage(pk, skPrefix, page -> {
            items.addAll(page);
            return false;
        });
        return items;
    }

    /** Reads one page after the other of such items, until one of them satisfies. Returns whether one did. */
    boolean anyPage(String pk, String skPrefix, Predicate<List<Item>> satisfies) {
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = query(pk, skPrefix, query -> query.exclusiveStartKey(from.isEmpty() ? null : from));
            if (satisfies.test(page.items().stream().map(Item::new).toList())) {
                return true;
            }
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty());
        return false;
    }

    /** The sort keys of a partition from that one on. */
    List<String> sortKeysFrom(Key first) {
        List<String> keys = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = query(query -> query.consistentRead(true)
                    .keyConditionExpression("pk = :pk AND sk >= :sk")
                    .expressionAttributeValues(Map.of(":pk", fromS(first.pk()), ":sk", fromS(first.sk())))
                    .projectionExpression(Attr.SK)
                    .exclusiveStartKey(from.isEmpty() ? null : from));
            page.items().forEach(item -> keys.add(new Item(item).text(Attr.SK)));
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty());
        return keys;
    }

    /** How many items a partition has whose sort key starts with a prefix. */
    int count(String pk, String skPrefix) {
        int count = 0;
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = query(
                    pk, skPrefix, query -> query.select(Select.COUNT).exclusiveStartKey(from.isEmpty() ? null : from));
            count += page.count();
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty());
        return count;
    }

    /** One page of a list in the index, newest first: what is older than the position. */
    List<Item> indexPage(String list, PageRequest<String> wanted) {
        String after = wanted.after();
        Condition listed = after == null
                ? Condition.of("gsi1pk = :list", Map.of(":list", fromS(list)))
                : Condition.of(
                        "gsi1pk = :list AND gsi1sk < :after", Map.of(":list", fromS(list), ":after", fromS(after)));
        List<Item> items = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = query(query -> query.indexName(Attr.INDEX)
                    .keyConditionExpression(listed.expression())
                    .expressionAttributeValues(listed.values())
                    .scanIndexForward(false)
                    .limit(wanted.limit() - items.size())
                    .exclusiveStartKey(from.isEmpty() ? null : from));
            page.items().forEach(item -> items.add(new Item(item)));
            // An answer ends at 1 MiB, however few items that is.
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty() && items.size() < wanted.limit());
        return items;
    }

    /** Everything of a list in the index, in its order. */
    List<Item> indexAll(String list) {
        List<Item> items = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = query(query -> query.indexName(Attr.INDEX)
                    .keyConditionExpression(Attr.INDEX_PK + " = :list")
                    .expressionAttributeValues(Map.of(":list", fromS(list)))
                    .exclusiveStartKey(from.isEmpty() ? null : from));
            page.items().forEach(item -> items.add(new Item(item)));
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty());
        return items;
    }

    /** The first page of the whole table, of what the condition picks. For the operator alone. */
    ScanResponse scan(Condition wanted) {
        return scan(wanted, scan -> {});
    }

    /** The same, after the item of that key. */
    ScanResponse scan(Condition wanted, Key after) {
        return scan(wanted, scan -> scan.exclusiveStartKey(after.attributes()));
    }

    private ScanResponse scan(Condition wanted, Consumer<ScanRequest.Builder> more) {
        return Retries.call(() -> dynamoDb.scan(scan -> more.accept(scan.tableName(name)
                .consistentRead(true)
                .filterExpression(wanted.expression())
                .expressionAttributeValues(wanted.values()))));
    }

    QueryResponse query(Consumer<QueryRequest.Builder> query) {
        return Retries.call(() -> dynamoDb.query(asked -> query.accept(asked.tableName(name))));
    }

    /**
     * Puts the item if the condition holds.
     *
     * @return what stood in the way; empty when the item was put
     */
    Optional<Item> put(Item item, Condition condition) {
        try {
            Retries.call(() -> dynamoDb.putItem(put -> put.tableName(name)
                    .item(item.attributes())
                    .conditionExpression(condition.expression())
                    .expressionAttributeValues(orNull(condition.values()))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            Item old = new Item(e.hasItem() ? e.item() : Map.of());
            // The answer to an earlier attempt was lost: what stands there is what we put.
            return old.attributes().equals(item.attributes()) ? Optional.empty() : Optional.of(old);
        }
    }

    /** DynamoDB refuses an empty map of values. */
    private static @Nullable Map<String, AttributeValue> orNull(Map<String, AttributeValue> values) {
        return values.isEmpty() ? null : values;
    }

    void put(Item item) {
        Retries.call(() -> dynamoDb.putItem(put -> put.tableName(name).item(item.attributes())));
    }

    void delete(Key key) {
        Retries.call(() -> dynamoDb.deleteItem(delete -> delete.tableName(name).key(key.attributes())));
    }

    /** Deletes the item if it is there and the condition holds. Returns false when the condition does not hold. */
    boolean delete(Key key, Condition condition) {
        try {
            Retries.call(() -> dynamoDb.deleteItem(delete -> delete.tableName(name)
                    .key(key.attributes())
                    .conditionExpression(condition.expression())
                    .expressionAttributeValues(orNull(condition.values()))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            // It is another by now, or our own earlier success whose answer was lost.
            return false;
        }
    }

    /** Updates the item if the condition holds. Returns what stood in the way; empty when it was updated. */
    Optional<Item> update(Key key, Change change, Condition condition) {
        try {
            Retries.call(() -> dynamoDb.updateItem(update -> update.tableName(name)
                    .key(key.attributes())
                    .updateExpression(change.expression())
                    .conditionExpression(condition.expression())
                    .expressionAttributeValues(orNull(change.values(condition)))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(new Item(e.hasItem() ? e.item() : Map.of()));
        }
    }

    /**
     * Updates the item if the condition holds, and asks for nothing back: what a role may that is let at these attributes alone
     * and not at the whole item.
     */
    void note(Key key, Change change, Condition condition) {
        try {
            Retries.call(() -> dynamoDb.updateItem(update -> update.tableName(name)
                    .key(key.attributes())
                    .updateExpression(change.expression())
                    .conditionExpression(condition.expression())
                    .expressionAttributeValues(orNull(change.values(condition)))));
        } catch (ConditionalCheckFailedException e) {
            // It was noted before, or there is nothing to note it on.
        }
    }

    TransactWriteItem putting(Item item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(name).item(item.attributes()))
                .build();
    }

    TransactWriteItem putting(Item item, Condition condition) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(name)
                        .item(item.attributes())
                        .conditionExpression(condition.expression())
                        .expressionAttributeValues(orNull(condition.values()))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
    }

    TransactWriteItem updating(Key key, Change change, Condition condition) {
        return TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(name)
                        .key(key.attributes())
                        .updateExpression(change.expression())
                        .conditionExpression(condition.expression())
                        .expressionAttributeValues(orNull(change.values(condition)))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
    }

    TransactWriteItem deleting(Key key) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(name).key(key.attributes()))
                .build();
    }

    TransactWriteItem deleting(Key key, Condition condition) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(name)
                        .key(key.attributes())
                        .conditionExpression(condition.expression())
                        .expressionAttributeValues(orNull(condition.values())))
                .build();
    }

    /** Writes all or nothing, once however often it has to be tried: the token makes a repeat of a lost answer harmless. */
    Outcome write(List<TransactWriteItem> items) {
        return write(items, call -> Retries.call(() -> Optional.of(call.get()))).orElseThrow();
    }

    /** The same, but that it is not waited for: empty, and nothing is written, where another transaction has one of the items. */
    Optional<Outcome> writeUnlessBusy(List<TransactWriteItem> items) {
        return write(items, Retries::callUnlessBusy);
    }

    private Optional<Outcome> write(
            List<TransactWriteItem> items,
            Function<Supplier<TransactWriteItemsResponse>, Optional<TransactWriteItemsResponse>> calling) {
        String token = UUID.randomUUID().toString();
        try {
            return calling.apply(() -> dynamoDb.transactWriteItems(
                            write -> write.clientRequestToken(token).transactItems(items)))
                    .map(written -> new Outcome(List.of()));
        } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().noneMatch(Outcome::isCondition)) {
                throw e;
            }
            return Optional.of(new Outcome(e.cancellationReasons()));
        }
    }

    /** How a transaction ended: written, or with the conditions that did not hold, in the order of its items. */
    record Outcome(List<CancellationReason> reasons) {
        private static boolean isCondition(CancellationReason reason) {
            return "ConditionalCheckFailed".equals(reason.code());
        }

        boolean written() {
            return reasons.isEmpty();
        }

        boolean failedAt(int index) {
            return index < reasons.size() && isCondition(reasons.get(index));
        }

        /** What stood in the way of the item at that index. */
        Item old(int index) {
            CancellationReason reason = reasons.get(index);
            return new Item(reason.hasItem() ? reason.item() : Map.of());
        }
    }
}
