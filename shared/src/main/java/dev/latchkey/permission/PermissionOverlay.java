package dev.latchkey.permission;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The permissions that a caller names one by one, to be laid over a role's row, source by source. What is not named stays as
 * the row has it.
 *
 * @param canProduce null when it was not said. False takes every source away. True gives the sources of the row back to one who
 *     has none.
 */
public record PermissionOverlay(
        Map<Right, Boolean> named, @Nullable Boolean canProduce) {
    /** Permissions that were given, and name nothing. */
    public static final PermissionOverlay EMPTY = new PermissionOverlay(Map.of(), null);

    public PermissionOverlay {
        named = Map.copyOf(named);
    }

    public boolean isEmpty() {
        return named.isEmpty() && canProduce == null;
    }

    public boolean denies(Right right) {
        return Boolean.FALSE.equals(named.get(right));
    }

    public boolean grants(Right right) {
        return Boolean.TRUE.equals(named.get(right));
    }

    /** Returns the row with every named right set as named. */
    public Permissions over(Permissions row) {
        return over(row, row);
    }

    /**
     * Returns what somebody has with every named right set as named.
     *
     * @param row of the role: whose sources {@code canProduce:true} gives to one who has none
     */
    public Permissions over(Permissions has, Permissions row) {
        Permissions laid = has;
        for (Map.Entry<Right, Boolean> one : named.entrySet()) {
            laid = laid.with(one.getKey(), one.getValue());
        }
        if (canProduce == null || canProduce == laid.canProduce()) {
            return laid;
        }
        for (Right right : Right.values()) {
            if (right.isSource() && !(canProduce && denies(right))) {
                laid = laid.with(right, canProduce && row.has(right));
            }
        }
        return laid;
    }
}
