package dev.latchkey.client;

import java.util.Locale;

/** Whether a room is entered without an access token. */
public enum Privacy {
    PUBLIC,
    PRIVATE;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Privacy read(JsonObject json) {
        String privacy = json.text("privacy");
        for (Privacy known : values()) {
            if (known.wireName().equals(privacy)) {
                return known;
            }
        }
        throw LatchkeyException.unknown("privacy");
    }
}
