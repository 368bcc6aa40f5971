package dev.latchkey.functions.settings;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import java.time.Instant;

/** An API key that was just made, with its text for the one time that it is shown. */
record NewKey(ApiKey key, ApiKeySecret secret) {
    static NewKey of(AppName app, KeyLimits limits, Instant now) {
        ApiKeySecret secret = ApiKeySecret.generate(app);
        ApiKey key = new ApiKey(
                app,
                Ids.ulid(now),
                secret.sha256(),
                limits.label(),
                limits.scopes(),
                limits.room(),
                now,
                limits.expires());
        return new NewKey(key, secret);
    }
}
