package dev.latchkey.testing;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Resource;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.room.Room;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps one app with one key and one room, and counts how often it is asked for the key. */
public final class OneKey implements ApiKeyStore {
    private App app;
    private ApiKey key;
    private final Room room;
    private final String keptUnder;
    private int reads;

    public OneKey(App app, ApiKey key, Room room) {
        this.app = app;
        this.key = key;
        this.room = room;
        this.keptUnder = key.sha256();
    }

    public App app() {
        return app;
    }

    public ApiKey key() {
        return key;
    }

    public int reads() {
        return reads;
    }

    public void app(App other) {
        app = other;
    }

    /** Puts another key in the place of the first. */
    public void key(ApiKey other) {
        key = other;
    }

    @Override
    public Optional<Known> find(AppName name, String sha256, Resource resource) {
        reads++;
        Room found = resource.oneRoom().filter(room.name()::equals).isPresent() ? room : null;
        return sha256.equals(keptUnder) ? Optional.of(new Known(app, key, found)) : Optional.empty();
    }

    @Override
    public Optional<App> findApp(AppName name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean create(App created, ApiKey firstKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean update(App changed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void add(ApiKey added) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> addOnce(ApiKey added, IdempotencyKey once, Map<String, String> answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ApiKey> list(AppName name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ApiKey> findById(AppName name, String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean rotate(ApiKey ending, ApiKey successor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void noteUse(ApiKey used, LocalDate day) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean update(ApiKey changed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(ApiKey removed) {
        throw new UnsupportedOperationException();
    }
}
