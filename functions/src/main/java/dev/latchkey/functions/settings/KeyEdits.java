package dev.latchkey.functions.settings;

import dev.latchkey.access.AuditLog;
import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.KeyAuthor;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.id.Ids;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.OptimisticUpdate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes, changes, replaces and ends API keys, as a body asks for it. A key is shown when it is new, and never again. */
public final class KeyEdits {
    private static final String THE_KEY = "the key";
    private static final Duration USUAL_OVERLAP = Duration.ofDays(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    private final ApiKeyStore store;
    private final Clock clock;
    private final AuditLog auditLog;

    public KeyEdits(ApiKeyStore store, Clock clock, AuditLog auditLog) {
        this.store = store;
        this.clock = clock;
        this.auditLog = auditLog;
    }

    public List<ApiKey> list(AppName app) {
        return store.list(app);
    }

    /** Without its text or its digest. */
    public Map<String, Object> json(ApiKey key) {
        return KeyJson.of(key, clock.instant());
    }

    public Map<String, Object> create(KeyAuthor by, AppName app, Body body) {
        NewKey made = wanted(by, app, body);
        store.add(made.key());
        log(by).done("create-key", app, made.key().id());
        return KeyJson.shownOnce(made.key(), made.secret(), clock.instant());
    }

    /** What {@link #create} would keep. */
    NewKey wanted(KeyAuthor by, AppName app, Body body) {
        Instant now = clock.instant();
        KeyLimits limits = KeyLimits.NONE.over(body, now);
        body.finish();
        NewKey made = NewKey.of(app, limits, now);
        by.requireReach(made.key());
        return made;
    }

    public Map<String, Object> change(KeyAuthor by, AppName app, String keyId, Body body) {
        Instant now = clock.instant();
        Supplier<ApiKey> read = () -> require(app, keyId);
        ApiKey updated = OptimisticUpdate.make(THE_KEY, read.get(), read, key -> {
            KeyLimits limits = KeyLimits.of(key).over(body, now);
            body.finish();
            ApiKey changed = key.changed(limits.label(), limits.scopes(), limits.room(), limits.expires());
            by.requireReach(key);
            by.requireReach(changed);
            if (!changed.managesKeysAt(now)) {
                requireAnother(by, key, now);
            }
            return store.update(changed) ? Optional.of(changed) : Optional.empty();
        });
        log(by).done("update-key", app, keyId);
        return KeyJson.done(updated, now);
    }

    /** Both keys are good until the overlap is over, so that the app's servers can be told of the new one meanwhile. */
    public Map<String, Object> rotate(KeyAuthor by, AppName app, String keyId, Body body) {
        Duration overlap = Duration.ofSeconds(
                body.number("overlapSec", 0, LONGEST_OVERLAP.toSeconds(), USUAL_OVERLAP.toSeconds()));
        body.finish();
        Instant now = clock.instant();
        Instant end = now.plus(overlap);
        Supplier<ApiKey> read = () -> require(app, keyId);
        return OptimisticUpdate.make(THE_KEY, read.get(), read, old -> {
            by.requireReach(old);
            if (old.isExpiredAt(now)) {
                throw RefusedException.malformed("keyId", "is of a key that has expired: make another");
            }
            ApiKeySecret secret = ApiKeySecret.generate(app);
            ApiKey successor = old.successor(Ids.ulid(now), secret.sha256(), now);
            ApiKey ending = old.changed(
                    old.label(), old.scopes(), old.room(), end.isBefore(old.expires()) ? end : old.expires());
            if (!store.rotate(ending, successor)) {
                return Optional.empty();
            }
            log(by).done("rotate-key", app, keyId);
            log(by).done("create-key", app, successor.id());
            Map<String, Object> json = KeyJson.shownOnce(successor, secret, now);
            json.put("previous", KeyJson.of(ending, now));
            return Optional.of(json);
        });
    }

    public Map<String, Object> revoke(KeyAuthor by, AppName app, String keyId) {
        ApiKey key = require(app, keyId);
        by.requireReach(key);
        requireAnother(by, key, clock.instant());
        store.remove(key);
        log(by).done("revoke-key", app, keyId);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", app.value());
        json.put("keyId", keyId);
        return json;
    }

    /** Whoever takes his own key's rights away may have meant another's: an app must not lock itself out by that. */
    private void requireAnother(KeyAuthor by, ApiKey own, Instant now) {
        if (by.callsWith(own)
                && store.list(own.app()).stream()
                        .filter(key -> !key.id().equals(own.id()))
                        // A list may be a moment old.
                        .flatMap(key -> store.findById(own.app(), key.id()).stream())
                        .noneMatch(key -> key.managesKeysAt(now))) {
            throw new RefusedException(
                    Reason.FORBIDDEN, "this call is made with the app's only key that makes keys: make another first");
        }
    }

    private ApiKey require(AppName app, String keyId) {
        return store.findById(app, keyId)
                .orElseThrow(() -> new RefusedException(
                        Reason.KEY_NOT_FOUND, "the app has no API key of that id, or it was made only a moment ago"));
    }

    OperationLog log(KeyAuthor by) {
        return new OperationLog(auditLog, by.id());
    }
}
