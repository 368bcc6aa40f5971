package dev.latchkey.media;

import dev.latchkey.app.App;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.signing.SharedSecret;
import java.time.Clock;
import java.util.Optional;

/** Finds the media server of an app. */
public final class MediaServers {
    private final MediaSecrets secrets;
    private final ApiClient api;
    private final Clock clock;

    public MediaServers(MediaSecrets secrets, ApiClient api, Clock clock) {
        this.secrets = secrets;
        this.api = api;
        this.clock = clock;
    }

    /**
     * Empty for an app without one.
     *
     * @throws dev.latchkey.problem.RefusedException unavailable, when its secret cannot be had
     */
    public Optional<MediaServer> of(App app) {
        MediaSettings settings = app.media();
        if (settings == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (settings.kind()) {
                    case LIVEKIT ->
                        new LiveKit(
                                settings,
                                secret(app, settings),
                                settings.namedByApp() ? api.namedByApps() : api,
                                clock);
                });
    }

    /** The secret that the app and its media server share. */
    SharedSecret secret(App app, MediaSettings settings) {
        return new SharedSecret(secrets.read(app.name(), settings.secretVersion()));
    }
}
