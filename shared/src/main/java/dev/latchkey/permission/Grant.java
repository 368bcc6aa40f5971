package dev.latchkey.permission;

import java.util.Objects;

/** A role together with the permissions that it carries here. */
public record Grant(Role role, Permissions permissions) {
    public static final Grant HOST = ofRole(Role.HOST);
    public static final Grant GUEST = ofRole(Role.GUEST);

    public Grant {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(permissions, "permissions");
    }

    /** The grant of a predefined role as its row has it. */
    public static Grant ofRole(Role role) {
        return new Grant(role, role.row().orElseThrow());
    }
}
