package dev.latchkey.apikey;

import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where apps and their API keys are kept. */
public interface ApiKeyStore {
    /** Reads the key, its app and, where a call is about one room, that room, together in one read. Empty without key or app. */
    Optional<Known> find(ApiKeySecret secret, Optional<RoomName> room);

    Optional<App> findApp(AppName name);

    /** Keeps a new app and its first key. Returns false, and changes nothing, when the name is taken. */
    boolean create(App app, ApiKey firstKey);

    /** Returns false when there is no such app. */
    boolean update(App app);

    /** Keeps one more key of an app that exists. */
    void add(ApiKey key);

    /** Every key of the app, the oldest first. */
    List<ApiKey> list(AppName app);

    /** Keeps the key's new label, limits or expiry. */
    void update(ApiKey key);

    /** Forgets the key: from now on it is refused. */
    void remove(ApiKey key);

    /** @param room null when none was asked for or none is there */
    record Known(App app, ApiKey key, @Nullable Room room) {}
}
