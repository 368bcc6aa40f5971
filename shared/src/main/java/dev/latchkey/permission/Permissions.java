package dev.latchkey.permission;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a peer may do in a room. {@code canProduce} is no right of its own: it holds exactly when some source may be
 * produced, so that the two can never disagree.
 */
public record Permissions(Set<Right> rights) {
    public static final Permissions NONE = new Permissions(Set.of());
    static final Permissions ALL = new Permissions(EnumSet.allOf(Right.class));

    public Permissions {
        rights = Set.copyOf(rights);
    }

    static Permissions of(Right first, Right... rest) {
        return new Permissions(EnumSet.of(first, rest));
    }

    public boolean has(Right right) {
        return rights.contains(right);
    }

    public boolean admin() {
        return has(Right.ADMIN);
    }

    public boolean canProduce() {
        for (Right right : rights) {
            if (right.isSource()) {
                return true;
            }
        }
        return false;
    }

    public Permissions with(Right right, boolean granted) {
        EnumSet<Right> changed = rights.isEmpty() ? EnumSet.noneOf(Right.class) : EnumSet.copyOf(rights);
        if (granted) {
            changed.add(right);
        } else {
            changed.remove(right);
        }
        return new Permissions(changed);
    }

    /** Whether everything that {@code wanted} permits is permitted here too. */
    public boolean covers(Permissions wanted) {
        return rights.containsAll(wanted.rights);
    }

    public Permissions without(Permissions withheld) {
        EnumSet<Right> left = EnumSet.noneOf(Right.class);
        left.addAll(rights);
        left.removeAll(withheld.rights);
        return new Permissions(left);
    }

    /** The JSON shape of Huddle01's {@code permissions}. */
    public Map<String, Object> toJson() {
        Map<String, Object> sources = new LinkedHashMap<>();
        Map<String, Object> json = new LinkedHashMap<>();
        for (Right right : Right.values()) {
            (right.isSource() ? sources : json).put(right.wireName(), has(right));
        }
        json.put("canProduce", canProduce());
        json.put("canProduceSources", sources);
        return json;
    }

    /** Reads {@link #toJson} back, where only that can stand. */
    public static Permissions fromJson(Map<?, ?> json) {
        return parse(json).orElseThrow(() -> new IllegalArgumentException("these are no permissions"));
    }

    /**
     * Reads {@link #toJson} back. What is missing is not permitted; what is there and neither true nor false, or contradicts
     * the rest, is no "no" but makes the whole unreadable: empty.
     */
    public static Optional<Permissions> parse(Map<?, ?> json) {
        Object sources = json.containsKey("canProduceSources") ? json.get("canProduceSources") : Map.of();
        if (!(sources instanceof Map<?, ?> bySource)) {
            return Optional.empty();
        }
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        for (Right right : Right.values()) {
            Map<?, ?> place = right.isSource() ? bySource : json;
            if (place.containsKey(right.wireName())) {
                if (!(place.get(right.wireName()) instanceof Boolean granted)) {
                    return Optional.empty();
                }
                if (granted) {
                    rights.add(right);
                }
            }
        }
        Permissions read = new Permissions(rights);
        boolean contradicts =
                json.containsKey("canProduce") && !Objects.equals(json.get("canProduce"), read.canProduce());
        return contradicts ? Optional.empty() : Optional.of(read);
    }
}
