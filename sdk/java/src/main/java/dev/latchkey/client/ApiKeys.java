package dev.latchkey.client;

import java.time.Duration;
import java.util.Map;

/** An app's API keys. Needs one with the scope {@code settings}; nobody makes, changes or ends a key that may do more than his own. */
public final class ApiKeys {
    private final HttpTransport http;

    ApiKeys(HttpTransport http) {
        this.http = http;
    }

    /** Oldest first. */
    public Listing<ApiKey> list() {
        return Listing.of(http, Call.get("api", "v1", "api-keys"), "keys", ApiKey::read);
    }

    /** @param limits say at least what the key is for */
    public NewApiKey create(ApiKeyLimits limits) {
        return NewApiKey.read(
                http.send(Call.post("api", "v1", "api-keys").body(limits.json()).once()));
    }

    /** Changes what is named and nothing else. */
    public ApiKey change(String keyId, ApiKeyLimits limits) {
        return ApiKey.read(http.send(Call.patch("api", "v1", "api-keys", keyId).body(limits.json())));
    }

    /** Ends it now. */
    public void revoke(String keyId) {
        http.send(Call.delete("api", "v1", "api-keys", keyId));
    }

    /**
     * Another key with the same limits.
     *
     * @param overlap for how long the old one is good beside it, in whole seconds; 90 days at most
     */
    public NewApiKey rotate(String keyId, Duration overlap) {
        return NewApiKey.read(http.send(
                Call.post("api", "v1", "api-keys", keyId, "rotate").body(Map.of("overlapSec", overlap.toSeconds()))));
    }
}
