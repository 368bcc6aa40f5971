package dev.latchkey.apikey;

import java.util.Locale;
import java.util.Optional;

/** What an API key may be limited to. */
public enum Scope {
    /** Rooms: read, create, change, archive. */
    ROOMS,
    /** Access tokens: create and revoke. */
    TOKENS,
    /** People: who waits, who is inside, history, decisions, ejections, bans. */
    PEOPLE,
    /** Webhooks: make, change, test, replay. */
    WEBHOOKS,
    /** With any other scope: look, but change nothing. */
    READ_ONLY;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Scope> parse(String text) {
        for (Scope scope : values()) {
            if (scope.wireName().equals(text)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
