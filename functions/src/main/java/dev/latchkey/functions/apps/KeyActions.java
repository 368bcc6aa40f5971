package dev.latchkey.functions.apps;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.http.Body;
import dev.latchkey.id.Ids;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the operator may do to an app's API keys. */
final class KeyActions {
    private static final int ATTEMPTS = 5;
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
        Instant now = now();
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
        Instant now = now();
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
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Instant now = now();
            // Another operator's change in between is read again, and this one goes over it.
            ApiKey changed = changed(Fields.requireKey(store, app, keyId), body, now);
            body.finish();
            if (store.update(changed)) {
                log.done("update-key", app, keyId);
                return KeyJson.done(changed, now);
            }
        }
        throw tooManyOperators();
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
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Instant now = now();
            ApiKey old = Fields.requireKey(store, app, keyId);
            if (old.isExpiredAt(now)) {
                throw RefusedException.malformed("keyId", "is of a key that has expired: make another with create-key");
            }
            ApiKeySecret secret = ApiKeySecret.generate(app);
            ApiKey successor = old.successor(Ids.ulid(now), secret.sha256(), now);
            Instant end = now.plus(overlap);
            ApiKey ending = old.changed(
                    old.label(), old.scopes(), old.room(), end.isBefore(old.expires()) ? end : old.expires());
            if (store.rotate(ending, successor)) {
                log.done("rotate-key", app, keyId);
                log.done("create-key", app, successor.id());
                Map<String, Object> json = KeyJson.shownOnce(successor, secret, now);
                json.put("previous", KeyJson.of(ending, now));
                return json;
            }
        }
        throw tooManyOperators();
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static RefusedException tooManyOperators() {
        return new RefusedException(Reason.UNAVAILABLE, "the key is being changed by too many operators at once");
    }
}
