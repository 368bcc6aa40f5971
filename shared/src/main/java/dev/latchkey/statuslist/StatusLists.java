package dev.latchkey.statuslist;

import dev.latchkey.signing.Jwts;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.token.SessionClaims;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs status lists. What is in a list is read each time, so whoever has one knows who was out by then; packing and signing are
 * done again only when that has changed, or the last one grows old.
 */
public final class StatusLists {
    /** How long a verifier uses a list before it asks for the next one. */
    public static final Duration TTL = Duration.ofSeconds(10);

    /** How long a list is believed at all: enough for clocks that differ, and for a verifier that cannot reach us for a moment. */
    static final Duration LIFETIME = Duration.ofMinutes(1);

    /** How long it is said of somebody that his tokens are void: a little longer than one that was issued in that moment lives. */
    public static final Duration KEPT = SessionClaims.LIFETIME.plusSeconds(30);

    /** Whoever asks for lists of apps that there are not is not to fill the memory with them. */
    private static final int MOST_HELD = 32;

    private final StatusListStore store;
    private final Jwts jwts;
    private final Clock clock;
    private final Map<String, Signed> held = new LinkedHashMap<>();

    public StatusLists(StatusListStore store, SigningKeys keys, Clock clock) {
        this.store = store;
        this.jwts = new Jwts(keys);
        this.clock = clock;
    }

    /**
     * The list as it is now.
     *
     * @param serviceUrl where whoever asks has found us; as in the tokens that name the list
     */
    public String signed(StatusListId list, String serviceUrl) {
        Instant now = clock.instant();
        StatusListStore.Voided voided = store.read(list, now.minus(KEPT));
        return signed(list.uri(serviceUrl), voided, now);
    }

    private synchronized String signed(String uri, StatusListStore.Voided voided, Instant now) {
        Signed last = held.remove(uri);
        Signed current = last != null && last.says(voided, now) ? last : sign(uri, voided, now);
        held.put(uri, current);
        if (held.size() > MOST_HELD) {
            held.remove(held.keySet().iterator().next());
        }
        return current.token();
    }

    private Signed sign(String uri, StatusListStore.Voided voided, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", uri);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.put("ttl", TTL.toSeconds());
        claims.put("status_list", voided.everybody() ? StatusList.everything() : StatusList.of(voided.indices()));
        return new Signed(voided, now, jwts.signStatusList(claims));
    }

    private record Signed(StatusListStore.Voided voided, Instant at, String token) {
        boolean says(StatusListStore.Voided other, Instant now) {
            return voided.equals(other) && !now.isBefore(at) && now.isBefore(at.plus(TTL));
        }

        /** Without the list. */
        @Override
        public String toString() {
            return "Signed[at=" + at + "]";
        }
    }
}
