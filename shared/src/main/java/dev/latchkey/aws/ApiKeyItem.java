package dev.latchkey.aws;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/** The one spelling of an {@link ApiKey} in DynamoDB. It holds the key's digest, never the key. */
final class ApiKeyItem {
    private static final String APP = "app";
    private static final String ID = "keyId";
    private static final String SHA256 = "sha256";
    private static final String LABEL = "keyLabel";
    private static final String SCOPES = "keyScopes";
    private static final String ROOM = "onlyRoom";
    private static final String CREATED = "created";
    private static final String KEY_EXPIRES = "keyExpiresAt";

    private ApiKeyItem() {}

    static Item write(ApiKey key) {
        Item item = Item.at(Key.apiKey(key.sha256()));
        item.put(Attr.INDEX_PK, indexPartition(key.app()));
        item.put(Attr.INDEX_SK, String.format("%015d#%s", key.created().toEpochMilli(), key.id()));
        StringBuilder scopes = new StringBuilder();
        for (Scope scope : Scope.values()) {
            if (key.scopes().contains(scope)) {
                scopes.append(scopes.length() == 0 ? "" : " ").append(scope.wireName());
            }
        }
        key.room().forEach(room -> item.put(ROOM, room.value()));
        LocalDate lastUsed = key.lastUsed();
        if (lastUsed != null) {
            item.put(Attr.LAST_USED, lastUsed.toString());
        }
        return item.put(APP, key.app().value())
                .put(ID, key.id())
                .put(SHA256, key.sha256())
                .put(LABEL, key.label())
                .put(SCOPES, scopes.toString())
                .put(CREATED, key.created())
                .put(KEY_EXPIRES, key.expires())
                .put(Attr.VERSION, key.version());
    }

    static ApiKey read(Item item) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : item.text(SCOPES).split(" ")) {
            Scope.parse(name).ifPresent(scopes::add);
        }
        return new ApiKey(
                new AppName(item.text(APP)),
                item.text(ID),
                item.text(SHA256),
                item.text(LABEL),
                scopes,
                item.optionalText(ROOM).map(RoomName::new).map(Set::of).orElse(Set.of()),
                item.instant(CREATED, Instant.EPOCH),
                item.instant(KEY_EXPIRES, Instant.MAX),
                item.optionalText(Attr.LAST_USED).map(LocalDate::parse).orElse(null),
                item.number(Attr.VERSION));
    }

    static String indexPartition(AppName app) {
        return "KEYS#" + app;
    }
}
