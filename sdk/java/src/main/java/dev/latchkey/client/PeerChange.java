package dev.latchkey.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a peer is to change. Immutable: each method gives another. */
public final class PeerChange {
    private final Members members;

    private PeerChange(Members members) {
        this.members = members;
    }

    public static PeerChange toRole(String role) {
        return new PeerChange(Members.NONE.with("role", role));
    }

    /** Of the permissions that the peer has; together with a role, of those of that role. */
    public static PeerChange toPermissions(PermissionOverlay overlay) {
        return new PeerChange(Members.NONE.with("permissions", overlay.json()));
    }

    /** Any JSON of at most 5 KiB, as maps, lists, strings, numbers and booleans. */
    public static PeerChange toMetadata(Object json) {
        return new PeerChange(Members.NONE.with("metadata", json));
    }

    public static PeerChange toNoMetadata() {
        return new PeerChange(Members.NONE.without("metadata"));
    }

    /** Both changes; of what both name, the other's. */
    public PeerChange and(PeerChange other) {
        Members both = members;
        for (Map.Entry<String, @Nullable Object> member : other.json().entrySet()) {
            Object value = member.getValue();
            both = value == null ? both.without(member.getKey()) : both.with(member.getKey(), value);
        }
        return new PeerChange(both);
    }

    Map<String, @Nullable Object> json() {
        return members.json();
    }
}
