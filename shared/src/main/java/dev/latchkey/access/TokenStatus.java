package dev.latchkey.access;

import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.room.Room;
import dev.latchkey.token.AccessClaims;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where it is kept what became of a token and its doors since it was issued. */
public interface TokenStatus {
    /** Reads everything that may speak against the token: one round trip. */
    Seen look(AccessClaims token);

    /**
     * From now on the token is revoked.
     *
     * @param expires when it would have ended by itself; {@link Instant#MAX} when never, or when nobody knows
     * @param by the id of the caller who takes it back
     */
    void revoke(AppName app, String jti, Instant expires, String by);

    /**
     * @param app null when there is no such app any more
     * @param room the one room that the token opens; null when it opens every room, or the room is gone
     */
    record Seen(@Nullable App app, @Nullable Room room, Restrictions restrictions) {}
}
