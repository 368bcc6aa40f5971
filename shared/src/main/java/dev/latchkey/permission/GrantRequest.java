package dev.latchkey.permission;

import dev.latchkey.problem.FieldError;
import dev.latchkey.problem.RefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks a person to hold: any of a role, permissions laid over it, and Metered's {@code isAdmin}.
 *
 * @param role null when none was named
 * @param overlay null when no permissions were given
 * @param isAdmin null when it was not said
 */
public record GrantRequest(
        @Nullable Role role,
        @Nullable PermissionOverlay overlay,
        @Nullable Boolean isAdmin) {
    public static final GrantRequest NOTHING = new GrantRequest(null, null, null);

    public boolean isEmpty() {
        return role == null && given().isEmpty() && isAdmin == null;
    }

    private PermissionOverlay given() {
        return overlay == null ? PermissionOverlay.EMPTY : overlay;
    }

    /** What in this request contradicts itself; empty when {@link #grant} may be called. */
    public Optional<FieldError> conflict() {
        if (role != null && role.row().isEmpty() && overlay == null) {
            return error("permissions", "must be given with a custom role; {} for those of a guest");
        }
        if (Boolean.TRUE.equals(isAdmin) && given().denies(Right.ADMIN)) {
            return error("isAdmin", "is true but permissions.admin is false");
        }
        if (Boolean.FALSE.equals(isAdmin) && given().grants(Right.ADMIN)) {
            return error("isAdmin", "is false but permissions.admin is true");
        }
        if (Boolean.FALSE.equals(isAdmin) && (Role.HOST.equals(role) || Role.CO_HOST.equals(role))) {
            return error("isAdmin", "is false but the role is host or coHost");
        }
        return silence(grant());
    }

    /** The grant that says {@code canProduce:true} and cannot keep it. */
    private Optional<FieldError> silence(Grant grant) {
        boolean promised = Boolean.TRUE.equals(given().canProduce());
        return promised && !grant.permissions().canProduce()
                ? error(
                        "permissions.canProduce",
                        "is true but no source is: role " + grant.role() + " has none, name some in canProduceSources")
                : Optional.empty();
    }

    /**
     * What somebody holds after this request: permissions alone overlay what there is.
     *
     * @throws RefusedException malformed_request when that contradicts the request
     */
    public Grant over(Grant held) {
        if (role != null || isAdmin != null) {
            return grant();
        }
        Grant changed = new Grant(held.role(), given().over(held.permissions(), row(held.role())));
        silence(changed).ifPresent(error -> {
            throw RefusedException.malformed(error.field(), error.message());
        });
        return changed;
    }

    /** A custom role stands on the guest row. */
    private static Permissions row(Role role) {
        return role.row().orElse(Grant.GUEST.permissions());
    }

    /** The role and permissions that result: permissions overlay the role's row, or the guest row where there is none. */
    public Grant grant() {
        Role named = role != null ? role : Boolean.TRUE.equals(isAdmin) ? Role.HOST : Role.GUEST;
        Permissions laid = given().over(row(named));
        return new Grant(named, Boolean.TRUE.equals(isAdmin) ? laid.with(Right.ADMIN, true) : laid);
    }

    private static Optional<FieldError> error(String field, String message) {
        return Optional.of(new FieldError(field, message));
    }
}
