package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Resource;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keeps apps and API keys in the one table. */
public final class DynamoDbApiKeyStore implements ApiKeyStore {
    private final Table table;

    public DynamoDbApiKeyStore(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Known> find(AppName app, String sha256, Resource resource) {
        Key key = Key.apiKey(sha256);
        List<Key> wanted = new ArrayList<>(List.of(key, Key.app(app)));
        resource.oneRoom().ifPresent(name -> wanted.add(Key.room(app, name)));
        Map<Key, Item> found = table.get(wanted);
        Item keyItem = found.get(key);
        Item appItem = found.get(Key.app(app));
        if (keyItem == null || appItem == null) {
            return Optional.empty();
        }
        Item roomItem = wanted.size() < 3 ? null : found.get(wanted.get(2));
        return Optional.of(new Known(
                AppItem.read(appItem),
                ApiKeyItem.read(keyItem),
                roomItem == null || RoomItem.isArchived(roomItem) ? null : RoomItem.read(roomItem)));
    }

    @Override
    public Optional<App> findApp(AppName name) {
        return table.get(Key.app(name)).map(AppItem::read);
    }

    @Override
    public boolean create(App app, ApiKey firstKey) {
        return table.write(List.of(
                        table.putting(AppItem.write(app), Condition.ABSENT),
                        table.putting(ApiKeyItem.write(firstKey), Condition.ABSENT)))
                .written();
    }

    @Override
    public boolean update(App changed) {
        return table.put(AppItem.write(changed), isOfVersion(changed.version() - 1))
                .isEmpty();
    }

    @Override
    public void add(ApiKey key) {
        table.put(ApiKeyItem.write(key));
    }

    @Override
    public Map<String, String> addOnce(ApiKey key, IdempotencyKey once, Map<String, String> answer) {
        Table.Outcome outcome = table.write(List.of(
                table.putting(
                        IdempotencyItem.write(once, answer, key.created()), IdempotencyItem.unused(key.created())),
                table.putting(ApiKeyItem.write(key), Condition.ABSENT)));
        return outcome.failedAt(0) ? IdempotencyItem.readTexts(outcome.old(0), once) : answer;
    }

    @Override
    public List<ApiKey> list(AppName app) {
        return table.indexAll(ApiKeyItem.indexPartition(app)).stream()
                .map(ApiKeyItem::read)
                .toList();
    }

    @Override
    public Optional<ApiKey> findById(AppName app, String id) {
        // The index may lag behind, so it only says which item it is.
        return table.indexAll(ApiKeyItem.indexPartition(app)).stream()
                .map(ApiKeyItem::read)
                .filter(key -> key.id().equals(id))
                .findFirst()
                .flatMap(key -> table.get(Key.apiKey(key.sha256())))
                .map(ApiKeyItem::read);
    }

    @Override
    public boolean update(ApiKey changed) {
        // Nor does a change that comes after the removal bring the key back.
        return table.put(ApiKeyItem.write(changed), isOfVersion(changed.version() - 1))
                .isEmpty();
    }

    @Override
    public boolean rotate(ApiKey ending, ApiKey successor) {
        return table.write(List.of(
                        table.putting(ApiKeyItem.write(ending), isOfVersion(ending.version() - 1)),
                        table.putting(ApiKeyItem.write(successor), Condition.ABSENT)))
                .written();
    }

    @Override
    public void noteUse(ApiKey key, LocalDate day) {
        Map<String, AttributeValue> today = Map.of(":day", fromS(day.toString()));
        // Days compare as texts. A key that was removed meanwhile is not brought back.
        table.note(
                Key.apiKey(key.sha256()),
                Change.of("SET lastUsedDay = :day", today),
                Condition.of("attribute_exists(sk) AND (attribute_not_exists(lastUsedDay) OR lastUsedDay < :day)"));
    }

    private static Condition isOfVersion(long version) {
        return Condition.of("itemVersion = :before", Map.of(":before", fromN(Long.toString(version))));
    }

    @Override
    public void remove(ApiKey key) {
        table.delete(Key.apiKey(key.sha256()));
    }
}
