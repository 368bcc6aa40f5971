package dev.latchkey.permission;

import java.util.List;
import java.util.Optional;

/**
 * The name under which a peer holds its permissions: one of six with a row of its own (Huddle01's roles; the seed's text
 * decides where the vendor's code differs, so a speaker publishes audio only), or a custom name of 1 to 20 characters.
 */
public record Role(String name) {
    public static final int MAX_LENGTH = 20;

    public static final Role HOST = new Role("host");
    public static final Role CO_HOST = new Role("coHost");
    public static final Role GUEST = new Role("guest");
    public static final Role SPEAKER = new Role("speaker");
    public static final Role LISTENER = new Role("listener");
    public static final Role BOT = new Role("bot");

    public static final List<Role> PREDEFINED = List.of(HOST, CO_HOST, GUEST, SPEAKER, LISTENER, BOT);

    public Role {
        if (!isName(name)) {
            throw new IllegalArgumentException("a role is 1 to " + MAX_LENGTH + " characters");
        }
    }

    public static Optional<Role> parse(String text) {
        return isName(text) ? Optional.of(new Role(text)) : Optional.empty();
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= MAX_LENGTH;
    }

    /** The permissions of a predefined role; a custom role has no row. */
    public Optional<Permissions> row() {
        return switch (name) {
            case "host", "coHost" -> Optional.of(Permissions.ALL);
            case "guest" -> Optional.of(Permissions.ALL.with(Right.ADMIN, false));
            case "speaker" ->
                Optional.of(Permissions.of(
                        Right.CONSUME, Right.PRODUCE_MIC, Right.SEND_DATA, Right.RECV_DATA, Right.UPDATE_METADATA));
            case "listener" ->
                Optional.of(Permissions.of(Right.CONSUME, Right.SEND_DATA, Right.RECV_DATA, Right.UPDATE_METADATA));
            case "bot" -> Optional.of(Permissions.of(Right.CONSUME));
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
