package dev.latchkey.app;

import java.util.Objects;
import java.util.Set;

/**
 * Where an app's media server is, and as whom Latchkey calls it. The secret that belongs to the key is kept apart from everything
 * else.
 *
 * @param url where clients connect
 * @param apiUrl where Latchkey calls
 * @param apiKey names the key; no secret
 * @param secretVersion which version of the app's media secret belongs to the key
 * @param companions who may be in a room beside its peers
 * @param namedByApp whether an app's server said so, which knows nothing of the operator's network: calls go to the internet alone
 */
public record MediaSettings(
        MediaKind kind,
        String url,
        String apiUrl,
        String apiKey,
        String secretVersion,
        Set<Companion> companions,
        boolean namedByApp) {
    /** Whoever holds the server's secret brings them in, so they are let stay unless the operator says otherwise. */
    public static final Set<Companion> USUAL_COMPANIONS = Set.of(Companion.AGENT, Companion.EGRESS, Companion.SIP);

    public MediaSettings {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(secretVersion, "secretVersion");
        companions = Set.copyOf(companions);
    }

    /** As the operator says it. */
    public MediaSettings(
            MediaKind kind, String url, String apiUrl, String apiKey, String secretVersion, Set<Companion> companions) {
        this(kind, url, apiUrl, apiKey, secretVersion, companions, false);
    }

    /** Neither the key nor what its secret is called. */
    @Override
    public String toString() {
        return "MediaSettings[" + kind.wireName() + ", " + apiUrl + "]";
    }
}
