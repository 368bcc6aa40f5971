package dev.latchkey.client;

import java.util.Optional;

/** Where an app's media server is. Needs an API key with the scope {@code settings}. */
public final class MediaSetting {
    private static final String[] PATH = {"api", "v1", "media"};

    private final HttpTransport http;

    MediaSetting(HttpTransport http) {
        this.http = http;
    }

    /** Empty where the app has none. */
    public Optional<MediaServer> get() {
        JsonObject json = http.send(Call.get(PATH));
        return json.optional("media", json::object).map(MediaServer::read);
    }

    public MediaServer set(MediaServerSettings settings) {
        return MediaServer.read(http.send(Call.put(PATH).body(settings.json())).object("media"));
    }

    /** The app has none any more. */
    public void unset() {
        http.send(Call.delete(PATH).repeatable());
    }
}
