package dev.latchkey.room;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of a second entry of the same user, by the app's own id of the user, while the first is inside. */
public enum SecondEntry {
    /** Both are inside. In a full room it is as {@link #REPLACE}: nobody competes with his own ghost. */
    ALLOW,
    /** The first leaves. */
    REPLACE,
    /** The second is refused. */
    REFUSE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SecondEntry> parse(String text) {
        return Stream.of(values()).filter(rule -> rule.wireName().equals(text)).findFirst();
    }
}
