package dev.latchkey.functions.operator;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.settings.KeyJson;
import dev.latchkey.functions.settings.OperationLog;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.PeerRemoval;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.OptimisticUpdate;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the operator may do to an app: make it, look at it, change its settings. */
final class AppActions {
    private final ApiKeyStore store;
    private final Clock clock;
    private final PeerRemoval removal;
    private final OperationLog log;

    AppActions(ApiKeyStore store, PeerRemoval removal, Clock clock, OperationLog log) {
        this.store = store;
        this.removal = removal;
        this.clock = clock;
        this.log = log;
    }

    Map<String, AppsHandler.Action> byName() {
        return Map.of("create-app", this::create, "get-app", this::get, "update-app", this::update);
    }

    private Map<String, Object> create(Body body) {
        AppName name = Fields.app(body);
        String label = Fields.label(body).orElse("first key");
        boolean strict = body.bool("strict", false);
        body.finish();
        Instant now = clock.instant();
        ApiKeySecret secret = ApiKeySecret.generate(name);
        ApiKey key =
                new ApiKey(name, Ids.ulid(now), secret.sha256(), label, ApiKey.EVERYTHING, Set.of(), now, Instant.MAX);
        App app = strict ? App.createStrict(name, now) : App.create(name, now);
        if (!store.create(app, key)) {
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
        Supplier<App> read = () -> Fields.require(store, name);
        App updated = OptimisticUpdate.make("the app", read.get(), read, app -> {
            App changed = AppSettings.over(app, body, clock.instant());
            body.finish();
            return store.update(changed) ? Optional.of(changed) : Optional.empty();
        });
        if (body.has("tokensNotBeforeUnixSec")) {
            removal.byCutOff(updated);
        }
        log.done("update-app", name);
        return AppJson.of(updated);
    }
}
