package dev.latchkey.app;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of media server that Latchkey can have obey. */
public enum MediaKind {
    LIVEKIT;

    /** As settings and answers spell it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MediaKind> parse(String text) {
        return Stream.of(values()).filter(kind -> kind.wireName().equals(text)).findFirst();
    }
}
