package dev.latchkey.statuslist;

import dev.latchkey.app.AppName;
import dev.latchkey.token.StatusReference;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a status list: one of the few of an app, so that neither a list is large nor its writes meet in one partition. All peers
 * of a room are in the same one, so who serves few rooms reads few lists.
 */
public record StatusListId(AppName app, int number) {
    /** How many lists an app has. */
    public static final int LISTS = 8;

    private static final Pattern FORM = Pattern.compile("([^.]+)\\.([0-9])");
    private static final String PATH = "/.well-known/status/";

    public StatusListId {
        Objects.requireNonNull(app, "app");
        if (number < 0 || number >= LISTS) {
            throw new IllegalArgumentException("an app has the lists 0 to " + (LISTS - 1));
        }
    }

    /** The list that peers of the room are in. */
    public static StatusListId of(AppName app, String roomId) {
        return new StatusListId(app, Math.floorMod(roomId.hashCode(), LISTS));
    }

    /** Reads {@link #toString}; empty for what no list is named. */
    public static Optional<StatusListId> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(2)) >= LISTS) {
            return Optional.empty();
        }
        return AppName.parse(form.group(1)).map(app -> new StatusListId(app, Integer.parseInt(form.group(2))));
    }

    /** Where the list is found, and what it says that it is about. */
    public String uri(String serviceUrl) {
        return serviceUrl + PATH + this;
    }

    /** What a token says whose bit is at that index of this list. */
    public StatusReference reference(int index, String serviceUrl) {
        return new StatusReference(index, uri(serviceUrl));
    }

    @Override
    public String toString() {
        return app + "." + number;
    }
}
