package dev.latchkey.aws;

import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import java.time.Instant;
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
                .map(kept -> IdempotencyItem.readTexts(kept, key));
    }

    @Override
    public Map<String, String> first(IdempotencyKey key, Map<String, String> mine, Instant now) {
        Optional<Item> kept = table.put(IdempotencyItem.write(key, mine, now), IdempotencyItem.unused(now));
        return kept.map(other -> IdempotencyItem.readTexts(other, key)).orElse(mine);
    }

    @Override
    public void keep(IdempotencyKey key, Map<String, String> values, Instant now) {
        table.put(IdempotencyItem.write(key, values, now));
    }
}
