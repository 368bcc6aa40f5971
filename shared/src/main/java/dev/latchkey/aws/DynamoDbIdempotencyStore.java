package dev.latchkey.aws;

import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps what creates decided in the one table, for as long as a repeat is recognised. */
public final class DynamoDbIdempotencyStore implements IdempotencyStore {
    private final Table table;

    public DynamoDbIdempotencyStore(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Map<String, String>> find(IdempotencyKey key, Instant now) {
        return table.get(Key.idempotency(key.hash()))
                .filter(kept -> !IdempotencyItem.isForgotten(kept, now))
                .map(kept -> readFirst(kept, key));
    }

    @Override
    public Map<String, String> first(IdempotencyKey key, Map<String, String> mine, Instant now) {
        Optional<Item> kept = table.put(write(key, mine, now), IdempotencyItem.unused(now));
        return kept.map(other -> readFirst(other, key)).orElse(mine);
    }

    @Override
    public void keep(IdempotencyKey key, Map<String, String> values, Instant now) {
        table.put(write(key, values, now));
    }

    private static Item write(IdempotencyKey key, Map<String, String> values, Instant now) {
        Item item = new Item(new HashMap<>());
        values.forEach(item::put);
        return IdempotencyItem.write(key, item, now);
    }

    private static Map<String, String> readFirst(Item kept, IdempotencyKey key) {
        Map<String, String> first = new HashMap<>();
        IdempotencyItem.readFirst(kept, key).attributes().forEach((name, value) -> first.put(name, value.s()));
        return first;
    }
}
