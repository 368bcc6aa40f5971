package dev.latchkey.permission;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How high somebody stands in a room, from the lowest to the highest. It is the role that makes a host or a coHost, also one to
 * whom the right to decide is denied; an app's API key stands where a host does.
 */
public enum Rank {
    NONE("none"),
    /** Whoever has the permission {@code admin} and is neither host nor coHost. */
    ADMIN("admin"),
    CO_HOST("coHost"),
    HOST("host");

    private final String wireName;

    Rank(String wireName) {
        this.wireName = wireName;
    }

    public static Rank of(Grant grant) {
        if (grant.role().equals(Role.HOST)) {
            return HOST;
        }
        if (grant.role().equals(Role.CO_HOST)) {
            return CO_HOST;
        }
        return grant.permissions().admin() ? ADMIN : NONE;
    }

    public static Optional<Rank> parse(String wireName) {
        return Arrays.stream(values())
                .filter(rank -> rank.wireName.equals(wireName))
                .findFirst();
    }

    public boolean isAbove(Rank other) {
        return compareTo(other) > 0;
    }

    /** Whether what somebody of this rank has forbidden is forbidden to the holder of that grant: it binds nobody above. */
    public boolean binds(Grant grant) {
        return !of(grant).isAbove(this);
    }

    /** This rank and those below. */
    public Set<Rank> andBelow() {
        return Arrays.stream(values()).filter(rank -> !rank.isAbove(this)).collect(Collectors.toUnmodifiableSet());
    }

    public String wireName() {
        return wireName;
    }
}
