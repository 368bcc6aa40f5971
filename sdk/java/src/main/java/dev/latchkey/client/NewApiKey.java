package dev.latchkey.client;

import org.jspecify.annotations.Nullable;

/**
 * An API key that was just made.
 *
 * @param apiKey the key itself; the service shows it this once
 * @param previous the key in whose place it comes, with its end; null where there is none
 */
public record NewApiKey(ApiKey key, String apiKey, @Nullable ApiKey previous) {
    static NewApiKey read(JsonObject json) {
        return new NewApiKey(
                ApiKey.read(json),
                json.text("apiKey"),
                json.optional("previous", json::object).map(ApiKey::read).orElse(null));
    }

    /** Without the key itself. */
    @Override
    public String toString() {
        return "NewApiKey[key=" + key + "]";
    }
}
