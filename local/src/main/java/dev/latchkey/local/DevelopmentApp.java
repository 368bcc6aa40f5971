package dev.latchkey.local;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Resource;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The app that is there from the first start, so that nobody has to make one before the first call. */
final class DevelopmentApp {
    static final AppName NAME = new AppName("dev");

    private static final String KEY_FILE = "dev-api-key";

    private DevelopmentApp() {}

    /**
     * The app's API key, the same at every start. The file is written before the table, so that a start which is killed
     * between the two is made good by the next.
     */
    static ApiKeySecret require(ApiKeyStore store, DataFolder data, Instant now) {
        Optional<ApiKeySecret> kept = data.readSecret(KEY_FILE).flatMap(ApiKeySecret::parse);
        ApiKeySecret secret = kept.orElseGet(() -> {
            ApiKeySecret fresh = ApiKeySecret.generate(NAME);
            data.writeSecret(KEY_FILE, fresh.reveal());
            return fresh;
        });
        require(store, secret, now);
        return secret;
    }

    /** Makes this a key of the app, and the app when it is not there. */
    static void require(ApiKeyStore store, ApiKeySecret secret, Instant now) {
        if (store.find(secret, Resource.APP).isPresent()) {
            return;
        }
        ApiKey key = new ApiKey(
                NAME,
                Ids.ulid(now),
                secret.sha256(),
                "local development",
                ApiKey.EVERYTHING,
                Set.of(),
                now,
                Instant.MAX);
        if (!store.create(App.create(NAME, now), key)) {
            store.add(key);
        }
    }
}
