package dev.latchkey.functions.apps;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.http.Body;
import dev.latchkey.id.Ids;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** What the operator may do to an app: make it, look at it, change its settings. */
final class AppActions {
    private static final int ATTEMPTS = 5;

    private final ApiKeyStore store;
    private final Clock clock;
    private final OperationLog log;

    AppActions(ApiKeyStore store, Clock clock, OperationLog log) {
        this.store = store;
        this.clock = clock;
        this.log = log;
    }

    Map<String, AppsHandler.Action> byName() {
        return Map.of("create-app", this::create, "get-app", this::get, "update-app", this::update);
    }

    private Map<String, Object> create(Body body) {
        AppName name = Fields.app(body);
        String label = Fields.label(body).orElse("first key");
        body.finish();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ApiKeySecret secret = ApiKeySecret.generate(name);
        ApiKey key =
                new ApiKey(name, Ids.ulid(now), secret.sha256(), label, ApiKey.EVERYTHING, Set.of(), now, Instant.MAX);
        if (!store.create(App.create(name, now), key)) {
            throw new RefusedException(Reason.APP_EXISTS, "an app of that name exists already");
        }
        log.done("create-app", name, key.id());
        return KeyJson.shownOnce(key, secret, now);
    }

    private Map<String, Object> get(Body body) {
        AppName name = Fields.app(body);
        body.finish();
        return AppJson.of(Fields.require(store, name));
    }

    private Map<String, Object> update(Body body) {
        AppName name = Fields.app(body);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // Somebody else's change in between is read again, and these settings go over it.
            App changed = AppSettings.over(Fields.require(store, name), body);
            body.finish();
            if (store.update(changed)) {
                log.done("update-app", name);
                return AppJson.of(changed);
            }
        }
        throw new RefusedException(Reason.UNAVAILABLE, "the app is being changed by too many operators at once");
    }
}
