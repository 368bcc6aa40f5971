package dev.latchkey.permission;

import dev.latchkey.text.PlainText;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name under which a peer holds its permissions: one of six with a row of its own (Huddle01's roles; the seed's text
 * decides where the vendor's code differs, so a speaker publishes audio only), or a custom name: 1 to 20 of {@code A-Z a-z 0-9
 * _ -}, and none that differs from one of the six in letter case alone.
 */
public record Role(String name) {
    public static final String EXPECTED =
            "must be 1 to 20 letters, digits, '_' or '-', and is not host, coHost, ... in other letter case";

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,20}");

    /** What releases took for a name before the rule was as it is. */
    private static final int LONGEST_RECORDED = 20;

    private static final List<String> WITH_A_ROW = List.of("host", "coHost", "guest", "speaker", "listener", "bot");

    public static final Role HOST = new Role("host");
    public static final Role CO_HOST = new Role("coHost");
    public static final Role GUEST = new Role("guest");
    public static final Role SPEAKER = new Role("speaker");
    public static final Role LISTENER = new Role("listener");
    public static final Role BOT = new Role("bot");

    public static final List<Role> PREDEFINED = List.of(HOST, CO_HOST, GUEST, SPEAKER, LISTENER, BOT);

    public Role {
        if (!isName(name)) {
            throw new IllegalArgumentException("a role " + EXPECTED);
        }
    }

    public static Optional<Role> parse(String text) {
        return isName(text) ? Optional.of(new Role(text)) : Optional.empty();
    }

    /**
     * The role in a token or an item that any release wrote. Earlier ones took custom names of other characters; what is left
     * of such a name is that it had no row: it is read as guest, and the permissions beside it are what counts. Empty for what
     * no release wrote, and for what only looks like one of the six.
     */
    public static Optional<Role> recorded(String text) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > LONGEST_RECORDED || passesForAnother(text)) {
            return Optional.empty();
        }
        return Optional.of(isName(text) ? new Role(text) : GUEST);
    }

    private static boolean isName(String text) {
        return SHAPE.matcher(text).matches() && !differsInCase(text);
    }

    private static boolean differsInCase(String text) {
        return !WITH_A_ROW.contains(text) && WITH_A_ROW.stream().anyMatch(text::equalsIgnoreCase);
    }

    /** Also in wide letters, or with spaces and characters that are not seen. */
    private static boolean passesForAnother(String text) {
        return !SHAPE.matcher(text).matches()
                ? WITH_A_ROW.stream().anyMatch(seen(text)::equalsIgnoreCase)
                : differsInCase(text);
    }

    private static String seen(String text) {
        return PlainText.shown(Normalizer.normalize(text, Normalizer.Form.NFKC)).replace(" ", "");
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
