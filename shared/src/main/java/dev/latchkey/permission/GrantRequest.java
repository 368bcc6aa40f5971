package dev.latchkey.permission;

import dev.latchkey.problem.FieldError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks a person to hold: any of a role, permissions laid over it, and Metered's {@code isAdmin}.
 *
 * @param role null when none was named
 * @param isAdmin null when it was not said
 */
public record GrantRequest(
        @Nullable Role role,
        PermissionOverlay overlay,
        @Nullable Boolean isAdmin) {
    public static final GrantRequest NOTHING = new GrantRequest(null, PermissionOverlay.NONE, null);

    public boolean isEmpty() {
        return role == null && overlay.isEmpty() && isAdmin == null;
    }

    /** What in this request contradicts itself; empty when {@link #grant} may be called. */
    public Optional<FieldError> conflict() {
        if (role != null && role.row().isEmpty() && overlay.isEmpty()) {
            return error("permissions", "must be given with a custom role");
        }
        if (Boolean.TRUE.equals(isAdmin) && overlay.denies(Right.ADMIN)) {
            return error("isAdmin", "is true but permissions.admin is false");
        }
        if (Boolean.FALSE.equals(isAdmin) && overlay.grants(Right.ADMIN)) {
            return error("isAdmin", "is false but permissions.admin is true");
        }
        if (Boolean.FALSE.equals(isAdmin) && (Role.HOST.equals(role) || Role.CO_HOST.equals(role))) {
            return error("isAdmin", "is false but the role is host or coHost");
        }
        return Optional.empty();
    }

    /** The role and permissions that result: permissions overlay the role's row, or the guest row where there is none. */
    public Grant grant() {
        Role named = role != null ? role : Boolean.TRUE.equals(isAdmin) ? Role.HOST : Role.GUEST;
        Permissions laid = overlay.over(named.row().orElse(Grant.GUEST.permissions()));
        return new Grant(named, Boolean.TRUE.equals(isAdmin) ? laid.with(Right.ADMIN, true) : laid);
    }

    private static Optional<FieldError> error(String field, String message) {
        return Optional.of(new FieldError(field, message));
    }
}
