package dev.latchkey.app;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may be in a media server's room although it is no peer of ours: programs, which its own API brings in. */
public enum Companion {
    AGENT,
    EGRESS,
    INGRESS,
    SIP;

    /** As settings spell it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Companion> parse(String text) {
        return Stream.of(values()).filter(kind -> kind.wireName().equals(text)).findFirst();
    }
}
