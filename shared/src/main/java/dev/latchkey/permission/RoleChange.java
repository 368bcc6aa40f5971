package dev.latchkey.permission;

import java.util.List;

/**
 * Who may give which role to whom: a host any; a coHost any but host, and never changes a host; nobody else changes a role.
 * An app's API key may do what a host may.
 */
public final class RoleChange {
    private RoleChange() {}

    /** Whether someone of role {@code actor} may turn a peer of role {@code current} into one of {@code wanted}. */
    public static boolean allowed(Grant actor, Role current, Grant wanted) {
        return switch (actor.role().name()) {
            case "host" -> true;
            case "coHost" ->
                !current.equals(Role.HOST)
                        && !wanted.role().equals(Role.HOST)
                        && actor.permissions().covers(wanted.permissions());
            default -> false;
        };
    }

    /** Whether an admin of grant {@code actor} may let somebody in with {@code wanted}: nothing above its own. */
    public static boolean mayAdmitAs(Grant actor, Grant wanted) {
        return rank(actor.role()) >= rank(wanted.role()) && actor.permissions().covers(wanted.permissions());
    }

    private static int rank(Role role) {
        return List.of(Role.CO_HOST, Role.HOST).indexOf(role);
    }
}
