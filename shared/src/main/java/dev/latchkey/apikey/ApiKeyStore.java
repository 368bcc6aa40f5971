package dev.latchkey.apikey;

import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.room.Room;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where apps and their API keys are kept. */
public interface ApiKeyStore {
    /**
     * Reads the key, its app and, where a call is about one room, that room, together in one read. Empty without key or app.
     *
     * @param sha256 of the key
     */
    Optional<Known> find(AppName app, String sha256, Resource resource);

    /** The same of a key that is at hand. */
    default Optional<Known> find(ApiKeySecret secret, Resource resource) {
        return find(secret.app(), secret.sha256(), resource);
    }

    Optional<App> findApp(AppName name);

    /** Keeps a new app and its first key. Returns false, and changes nothing, when the name is taken. */
    boolean create(App app, ApiKey firstKey);

    /** Keeps the app's new settings. Returns false when it is not of the version before any more, or not there. */
    boolean update(App changed);

    /** Keeps one more key of an app that exists. */
    void add(ApiKey key);

    /**
     * Keeps one more key, once for each idempotency key.
     *
     * @param answer is kept with it, for who repeats the request
     * @throws dev.latchkey.problem.RefusedException idempotency_conflict when the idempotency key came with another request before
     * @return what was kept first: {@code answer}, or what an earlier call kept, and then this key is not
     */
    Map<String, String> addOnce(ApiKey key, IdempotencyKey once, Map<String, String> answer);

    /** Every key of the app, the oldest first. One that was made a moment ago may be missing yet. */
    List<ApiKey> list(AppName app);

    /** The app's key of that id as it is now. One that was made a moment ago may not be found yet. */
    Optional<ApiKey> findById(AppName app, String id);

    /** Keeps the key's new label, limits or expiry. Returns false when it is not of the version before any more. */
    boolean update(ApiKey changed);

    /** Keeps both: another key, and the old one with its end. Returns false, and changes nothing, like {@link #update}. */
    boolean rotate(ApiKey ending, ApiKey successor);

    /** Notes that the key was used on that day, unless it is known already. */
    void noteUse(ApiKey key, LocalDate day);

    /** Forgets the key: from now on it is refused. */
    void remove(ApiKey key);

    /** @param room null when none was asked for or none is there */
    record Known(App app, ApiKey key, @Nullable Room room) {}
}
