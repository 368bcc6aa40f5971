package dev.latchkey.apikey;

import dev.latchkey.app.AppName;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of an API key: everything but the key.
 *
 * @param id names the key in lists and logs; it opens nothing
 * @param sha256 finds the key, lower-case hexadecimal
 * @param label what the operator calls it
 * @param scopes what it may be used for
 * @param room the only rooms it reaches: one name, or every room when empty
 * @param expires the first instant at which it is refused; {@link Instant#MAX} when it does not expire
 */
public record ApiKey(
        AppName app,
        String id,
        String sha256,
        String label,
        Set<Scope> scopes,
        Set<RoomName> room,
        Instant created,
        Instant expires) {
    public static final Set<Scope> EVERYTHING = Set.of(Scope.ROOMS, Scope.TOKENS, Scope.PEOPLE);

    public ApiKey {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(label, "label");
        scopes = scopes.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(scopes));
        room = Set.copyOf(room);
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(expires, "expires");
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expires);
    }

    /**
     * Refuses a use that the key is not for.
     *
     * @param writes whether the call changes anything
     * @param target the one room that the call is about; empty when it is about the app
     */
    public void require(Scope scope, boolean writes, Optional<RoomName> target) {
        if (!scopes.contains(scope)) {
            throw new RefusedException(Reason.FORBIDDEN, "this API key lacks the scope " + scope.wireName());
        }
        if (writes && scopes.contains(Scope.READ_ONLY)) {
            throw new RefusedException(Reason.FORBIDDEN, "this API key is read-only");
        }
        if (!room.isEmpty() && !target.map(room::contains).orElse(false)) {
            throw new RefusedException(Reason.FORBIDDEN, "this API key is limited to another room");
        }
    }
}
