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
    public Map<String, String> first(IdempotencyKey key, Map<String, String> mine, Instant now) {
        Item values = new Item(new HashMap<>());
        mine.forEach(values::put);
        Optional<Item> kept = table.put(IdempotencyItem.write(key, values, now), IdempotencyItem.unused(now));
        if (kept.isEmpty()) {
            return mine;
        }
        Map<String, String> first = new HashMap<>();
        IdempotencyItem.readFirst(kept.get(), key).attributes().forEach((name, value) -> first.put(name, value.s()));
        return first;
    }
}
