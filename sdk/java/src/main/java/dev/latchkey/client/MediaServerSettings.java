package dev.latchkey.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an app's media server is to be. Immutable: each method gives another. It may hold a secret, and does not print. */
public final class MediaServerSettings {
    private final Members members;

    private MediaServerSettings(Members members) {
        this.members = members;
    }

    /**
     * Of a LiveKit server.
     *
     * @param url where browsers connect, by wss or ws
     * @param apiUrl where Latchkey calls it
     */
    public static MediaServerSettings liveKit(String url, String apiUrl, String apiKey) {
        return new MediaServerSettings(Members.NONE
                .with("kind", "livekit")
                .with("url", url)
                .with("apiUrl", apiUrl)
                .with("apiKey", apiKey));
    }

    /** May be left out while {@code apiUrl} and {@code apiKey} stay the same. */
    public MediaServerSettings apiSecret(String secret) {
        return new MediaServerSettings(members.with("apiSecret", secret));
    }

    /** Who beside people is let into its rooms: {@code agent}, {@code egress}, {@code ingress}, {@code sip}. */
    public MediaServerSettings companions(String... companions) {
        return new MediaServerSettings(members.with("companions", List.of(companions)));
    }

    Map<String, @Nullable Object> json() {
        return members.json();
    }
}
