package dev.latchkey.apikey;

import dev.latchkey.app.AppName;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an API key: everything but the key.
 *
 * @param id names the key in lists and logs; it opens nothing
 * @param sha256 finds the key, lower-case hexadecimal
 * @param label what the operator calls it
 * @param scopes what it may be used for
 * @param room the only rooms it reaches: one name, or every room when empty
 * @param expires the first instant at which it is refused; {@link Instant#MAX} when it does not expire
 * @param lastUsed the last day, in UTC, on which it was used; null while it never was
 * @param version goes up by one with each change of label, limits or expiry
 */
public record ApiKey(
        AppName app,
        String id,
        String sha256,
        String label,
        Set<Scope> scopes,
        Set<RoomName> room,
        Instant created,
        Instant expires,
        @Nullable LocalDate lastUsed,
        long version) {
    public static final Set<Scope> EVERYTHING =
            Set.of(Scope.ROOMS, Scope.TOKENS, Scope.PEOPLE, Scope.WEBHOOKS, Scope.SETTINGS);

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

    /** A key that was never used, as it is first kept. */
    public ApiKey(
            AppName app,
            String id,
            String sha256,
            String label,
            Set<Scope> scopes,
            Set<RoomName> room,
            Instant created,
            Instant expires) {
        this(app, id, sha256, label, scopes, room, created, expires, null, 1);
    }

    /** The same key, one version on, with another label and other limits. */
    public ApiKey changed(String newLabel, Set<Scope> newScopes, Set<RoomName> newRoom, Instant newExpires) {
        return new ApiKey(app, id, sha256, newLabel, newScopes, newRoom, created, newExpires, lastUsed, version + 1);
    }

    /** Another key that may do the same for as long. */
    public ApiKey successor(String newId, String newSha256, Instant now) {
        return new ApiKey(app, newId, newSha256, label, scopes, room, now, expires);
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expires);
    }

    /** Whether it may do all that the other may, wherever and for as long as the other may. */
    public boolean covers(ApiKey other) {
        return other.scopes.stream().allMatch(scope -> scope == Scope.READ_ONLY || scopes.contains(scope))
                && (!scopes.contains(Scope.READ_ONLY) || other.scopes.contains(Scope.READ_ONLY))
                && (room.isEmpty() || room.equals(other.room))
                && !other.expires.isAfter(expires);
    }

    /** Whether it makes and changes keys. */
    public boolean managesKeysAt(Instant now) {
        return !isExpiredAt(now) && refusal(Scope.SETTINGS, true, Resource.APP).isEmpty();
    }

    /**
     * Why the key is not for this use; empty when it is.
     *
     * @param writes whether the call changes anything
     * @param resource the app, or the one room that the call is about
     */
    public Optional<Refusal> refusal(Scope scope, boolean writes, Resource resource) {
        if (!scopes.contains(scope)) {
            return refuse("this API key lacks the scope " + scope.wireName());
        }
        if (writes && scopes.contains(Scope.READ_ONLY)) {
            return refuse("this API key is read-only");
        }
        if (!room.isEmpty() && !resource.oneRoom().map(room::contains).orElse(false)) {
            return refuse("this API key is limited to one room, and this call is not about that room alone");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(String detail) {
        return Optional.of(new Refusal(Reason.FORBIDDEN, detail));
    }

    /** The digest finds the key's item: it does not print. */
    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
