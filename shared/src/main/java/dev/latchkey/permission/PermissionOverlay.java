package dev.latchkey.permission;

import java.util.Map;

/**
 * The permissions that a caller names one by one, to be laid over a role's row, source by source. What is not named stays as
 * the row has it.
 *
 * @param producesNothing whether {@code canProduce:false} was said, which takes every source away
 */
public record PermissionOverlay(Map<Right, Boolean> named, boolean producesNothing) {
    public static final PermissionOverlay NONE = new PermissionOverlay(Map.of(), false);

    public PermissionOverlay {
        named = Map.copyOf(named);
    }

    public boolean isEmpty() {
        return named.isEmpty() && !producesNothing;
    }

    public boolean denies(Right right) {
        return Boolean.FALSE.equals(named.get(right));
    }

    public boolean grants(Right right) {
        return Boolean.TRUE.equals(named.get(right));
    }

    /** Returns the row with every named right set as named. */
    public Permissions over(Permissions row) {
        Permissions laid = row;
        for (Right right : Right.values()) {
            Boolean granted = (producesNothing && right.isSource()) ? Boolean.FALSE : named.get(right);
            if (granted != null) {
                laid = laid.with(right, granted);
            }
        }
        return laid;
    }
}
