package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.live.Connection;
import dev.latchkey.live.ConnectionStore;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.retry.Futures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Keeps live connections in the one table, those of a room together. */
public final class DynamoDbConnectionStore implements ConnectionStore {
    private static final String TOLD_AT = "toldAt";

    /** How long it is kept when the places were told: nobody waits longer. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Table table;

    public DynamoDbConnectionStore(Table table) {
        this.table = table;
    }

    @Override
    public void put(Connection connection) {
        eachBeside(ConnectionItem.keys(connection), key -> table.put(ConnectionItem.write(key, connection)));
    }

    @Override
    public Optional<Connection> find(String id) {
        return table.get(Key.connection(id)).map(ConnectionItem::read);
    }

    @Override
    public Optional<Connection> glance(String id) {
        Key key = Key.connection(id);
        // One that was opened a moment ago may be missing.
        return Optional.ofNullable(table.glance(List.of(key)).get(key))
                .map(ConnectionItem::read)
                .or(() -> find(id));
    }

    @Override
    public void forget(Connection connection) {
        eachBeside(ConnectionItem.keys(connection), table::delete);
    }

    private static void eachBeside(List<Key> keys, Consumer<Key> work) {
        List<CompletableFuture<Void>> begun =
                keys.stream().map(key -> Futures.start(() -> work.accept(key))).toList();
        begun.forEach(Futures::await);
    }

    @Override
    public List<Connection> ofPeer(String roomId, String peerId) {
        return all(roomId, ConnectionItem.PEER_PREFIX + peerId + "#");
    }

    @Override
    public List<Connection> ofRequest(String roomId, String requestId) {
        return all(roomId, ConnectionItem.REQUEST_PREFIX + requestId + "#");
    }

    @Override
    public List<Connection> ofAdmins(String roomId) {
        return all(roomId, ConnectionItem.ADMIN_PREFIX);
    }

    @Override
    public List<Connection> ofRequests(String roomId) {
        return all(roomId, ConnectionItem.REQUEST_PREFIX);
    }

    @Override
    public boolean hasRequests(String roomId) {
        String partition = Key.connectionsPartition(roomId);
        return !table.ascending(partition, ConnectionItem.REQUEST_PREFIX, PageRequest.first(1))
                .items()
                .isEmpty();
    }

    private List<Connection> all(String roomId, String prefix) {
        return table.queryAll(Key.connectionsPartition(roomId), prefix).stream()
                .map(ConnectionItem::read)
                .toList();
    }

    @Override
    public Page<Connection> ofPeers(String roomId, PageRequest<String> wanted) {
        String partition = Key.connectionsPartition(roomId);
        QueryResponse page =
                table.ascending(partition, ConnectionItem.PEER_PREFIX, wanted.map(sort -> new Key(partition, sort)));
        return new Page<>(
                page.items().stream()
                        .map(item -> ConnectionItem.read(new Item(item)))
                        .toList(),
                page.hasLastEvaluatedKey() ? Table.key(page.lastEvaluatedKey()).sk() : null);
    }

    @Override
    public Optional<Instant> claimPlaces(String roomId, Instant now, Duration apart) {
        Key key = Key.placesTold(roomId);
        Instant told =
                table.get(key).map(item -> item.instant(TOLD_AT, Instant.EPOCH)).orElse(Instant.EPOCH);
        if (told.isAfter(now)) {
            return Optional.empty();
        }
        Instant next = told.plus(apart).isAfter(now) ? told.plus(apart) : now;
        Condition unchanged = told.equals(Instant.EPOCH)
                ? Condition.ABSENT
                : Condition.of("toldAt = :told", Map.of(":told", fromN(Long.toString(told.toEpochMilli()))));
        return table.put(Item.at(key).put(TOLD_AT, next).expireAt(next.plus(KEPT)), unchanged)
                        .isEmpty()
                ? Optional.of(next)
                : Optional.empty();
    }
}
