package dev.latchkey.functions.operator;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.id.Ids;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.OptimisticUpdate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the operator may do to an app's API keys. */
final class KeyActions {
    private static final String THE_KEY = "the key";
    private static final Duration USUAL_OVERLAP = Duration.ofDays(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    private final ApiKeyStore store;
    private final Clock clock;
    private final OperationLog log;

    KeyActions(ApiKeyStore store, Clock clock, OperationLog log) {
        this.store = store;
        this.clock = clock;
        this.log = log;
    }

    Map<String, AppsHandler.Action> byName() {
        return Map.of(
                "create-key", this::create,
                "list-keys", this::list,
                "update-key", this::update,
                "rotate-key", this::rotate,
                "revoke-key", this::revoke);
    }

    private Map<String, Object> create(Body body) {
        AppName app = Fields.app(body);
        Instant now = clock.instant();
        String label = Fields.label(body).orElse("");
        ApiKeySecret secret = ApiKeySecret.generate(app);
        ApiKey key = new ApiKey(
                app,
                Ids.ulid(now),
                secret.sha256(),
                label,
                Fields.scopes(body, ApiKey.EVERYTHING),
                Fields.room(body, Set.of()),
                now,
                Fields.expires(body, now, Instant.MAX));
        body.finish();
        Fields.require(store, app);
        store.add(key);
        log.done("create-key", app, key.id());
        return KeyJson.shownOnce(key, secret, now);
    }

    private Map<String, Object> list(Body body) {
        AppName app = Fields.app(body);
        body.finish();
        Fields.require(store, app);
        Instant now = clock.instant();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", app.value());
        json.put(
                "keys",
                store.list(app).stream().map(key -> KeyJson.of(key, now)).toList());
        return json;
    }

    private Map<String, Object> update(Body body) {
        AppName app = Fields.app(body);
        String keyId = Fields.keyId(body);
        Instant now = clock.instant();
        Supplier<ApiKey> read = () -> Fields.requireKey(store, app, keyId);
        ApiKey updated = OptimisticUpdate.make(THE_KEY, read.get(), read, key -> {
            ApiKey changed = changed(key, body, now);
            body.finish();
            return store.update(changed) ? Optional.of(changed) : Optional.empty();
        });
        log.done("update-key", app, keyId);
        return KeyJson.done(updated, now);
    }

    private static ApiKey changed(ApiKey key, Body body, Instant now) {
        return key.changed(
                Fields.label(body).orElse(key.label()),
                Fields.scopes(body, key.scopes()),
                Fields.room(body, key.room()),
                Fields.expires(body, now, key.expires()));
    }

    /** Both keys are good until the overlap is over, so that the app's servers can be told of the new one meanwhile. */
    private Map<String, Object> rotate(Body body) {
        AppName app = Fields.app(body);
        String keyId = Fields.keyId(body);
        Duration overlap = Duration.ofSeconds(
                body.number("overlapSec", 0, LONGEST_OVERLAP.toSeconds(), USUAL_OVERLAP.toSeconds()));
        body.finish();
        Instant now = clock.instant();
        Instant end = now.plus(overlap);
        Supplier<ApiKey> read = () -> Fields.requireKey(store, app, keyId);
        return OptimisticUpdate.make(THE_KEY, read.get(), read, old -> {
            if (old.isExpiredAt(now)) {
                throw RefusedException.malformed("keyId", "is of a key that has expired: make another with create-key");
            }
            ApiKeySecret secret = ApiKeySecret.generate(app);
            ApiKey successor = old.successor(Ids.ulid(now), secret.sha256(), now);
            ApiKey ending = old.changed(
                    old.label(), old.scopes(), old.room(), end.isBefore(old.expires()) ? end : old.expires());
            if (!store.rotate(ending, successor)) {
                return Optional.empty();
            }
            log.done("rotate-key", app, keyId);
            log.done("create-key", app, successor.id());
            Map<String, Object> json = KeyJson.shownOnce(successor, secret, now);
            json.put("previous", KeyJson.of(ending, now));
            return Optional.of(json);
        });
    }

    private Map<String, Object> revoke(Body body) {
        AppName app = Fields.app(body);
        String keyId = Fields.keyId(body);
        body.finish();
        store.remove(Fields.requireKey(store, app, keyId));
        log.done("revoke-key", app, keyId);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", app.value());
        json.put("keyId", keyId);
        return json;
    }
}
