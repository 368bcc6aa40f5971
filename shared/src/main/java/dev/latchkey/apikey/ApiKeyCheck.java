package dev.latchkey.apikey;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;

/** Says whose API key it is that came with a call. */
public final class ApiKeyCheck {
    private final ApiKeyStore store;
    private final Clock clock;

    public ApiKeyCheck(ApiKeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * One read, and none for a text that cannot be a key.
     *
     * @param inQuery whether it came as {@code ?secretKey=}, which an app may switch off
     * @param room the room that the call is about
     * @throws RefusedException unauthenticated, in the same words whatever was wrong, so that the answer tells nobody which
     *     keys exist; forbidden when the app is switched off
     */
    public Caller check(String presented, boolean inQuery, Optional<RoomName> room) {
        ApiKeySecret secret = ApiKeySecret.parse(presented).orElseThrow(ApiKeyCheck::unknown);
        ApiKeyStore.Known known = store.find(secret, room)
                .filter(found -> sameDigest(found.key().sha256(), secret.sha256()))
                .filter(found -> !found.key().isExpiredAt(clock.instant()))
                .orElseThrow(ApiKeyCheck::unknown);
        if (!known.app().enabled()) {
            throw new RefusedException(Reason.FORBIDDEN, "this app is switched off");
        }
        if (inQuery && !known.app().queryKeyAccepted()) {
            throw new RefusedException(
                    Reason.UNAUTHENTICATED, "this app does not take its key in the URL: send it as x-api-key");
        }
        return new Caller(known.app(), known.key(), known.room());
    }

    private static boolean sameDigest(String kept, String presented) {
        return MessageDigest.isEqual(
                kept.getBytes(StandardCharsets.US_ASCII), presented.getBytes(StandardCharsets.US_ASCII));
    }

    private static RefusedException unknown() {
        return new RefusedException(Reason.UNAUTHENTICATED, "the API key is missing, unknown, expired or revoked");
    }
}
