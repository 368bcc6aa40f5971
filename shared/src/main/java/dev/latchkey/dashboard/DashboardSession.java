package dev.latchkey.dashboard;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Somebody who has signed in to the dashboard with an API key. What the key may is not in it: that is read with every call.
 *
 * @param id names the session in lists and logs; it opens nothing. Later sessions have later ids.
 * @param sha256 of the cookie, finds the session
 * @param keyId the API key's id
 * @param keySha256 finds the API key
 * @param expires the first instant at which the session is over, whatever becomes of the key
 */
public record DashboardSession(
        AppName app, String id, String sha256, String keyId, String keySha256, Instant created, Instant expires) {
    public static final Duration LONGEST = Duration.ofHours(8);

    public DashboardSession {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(keySha256, "keySha256");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(expires, "expires");
    }

    /** A session that begins now, for whoever has shown the key. */
    static DashboardSession begin(ApiKey key, DashboardCookie cookie, Instant now) {
        return new DashboardSession(
                key.app(), Ids.ulid(now), cookie.sha256(), key.id(), key.sha256(), now, end(key, now.plus(LONGEST)));
    }

    /** When it is over, as its key is now. */
    public Instant expiresWith(ApiKey key) {
        return end(key, expires);
    }

    private static Instant end(ApiKey key, Instant latest) {
        return key.expires().isBefore(latest) ? key.expires() : latest;
    }

    public boolean isOverAt(Instant now) {
        return !now.isBefore(expires);
    }

    /** The digests find the items of session and key: it does not print. */
    @Override
    public String toString() {
        return "DashboardSession[" + id + "]";
    }
}
