package dev.latchkey.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be other than the role says. Immutable: each method gives another. */
public final class PermissionOverlay {
    private static final PermissionOverlay NONE = new PermissionOverlay(Members.NONE, Members.NONE);

    private final Members flags;
    private final Members sources;

    private PermissionOverlay(Members flags, Members sources) {
        this.flags = flags;
        this.sources = sources;
    }

    /** Nothing is other: to be gone on from, or for a role of one's own with the permissions of a guest. */
    public static PermissionOverlay none() {
        return NONE;
    }

    public PermissionOverlay admin(boolean value) {
        return with("admin", value);
    }

    public PermissionOverlay canConsume(boolean value) {
        return with("canConsume", value);
    }

    /** False takes every source away; true undoes that. */
    public PermissionOverlay canProduce(boolean value) {
        return with("canProduce", value);
    }

    public PermissionOverlay cam(boolean value) {
        return new PermissionOverlay(flags, sources.with("cam", value));
    }

    public PermissionOverlay mic(boolean value) {
        return new PermissionOverlay(flags, sources.with("mic", value));
    }

    public PermissionOverlay screen(boolean value) {
        return new PermissionOverlay(flags, sources.with("screen", value));
    }

    public PermissionOverlay canSendData(boolean value) {
        return with("canSendData", value);
    }

    public PermissionOverlay canRecvData(boolean value) {
        return with("canRecvData", value);
    }

    public PermissionOverlay canUpdateMetadata(boolean value) {
        return with("canUpdateMetadata", value);
    }

    private PermissionOverlay with(String name, boolean value) {
        return new PermissionOverlay(flags.with(name, value), sources);
    }

    Map<String, @Nullable Object> json() {
        Members all = sources.json().isEmpty() ? flags : flags.with("canProduceSources", sources.json());
        return all.json();
    }
}
