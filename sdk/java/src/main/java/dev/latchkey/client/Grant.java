package dev.latchkey.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How somebody is let in: as their token or the room says, or with another role or permissions. Immutable: each method gives another. */
public final class Grant {
    private static final Grant AS_IS = new Grant(Members.NONE);

    private final Members members;

    private Grant(Members members) {
        this.members = members;
    }

    /** As the token or the room says: to be gone on from. */
    public static Grant asIs() {
        return AS_IS;
    }

    public Grant role(String role) {
        return new Grant(members.with("role", role));
    }

    public Grant permissions(PermissionOverlay overlay) {
        return new Grant(members.with("permissions", overlay.json()));
    }

    /** What the person is told. */
    public Grant message(String message) {
        return new Grant(members.with("message", message));
    }

    Map<String, @Nullable Object> json() {
        return members.json();
    }
}
