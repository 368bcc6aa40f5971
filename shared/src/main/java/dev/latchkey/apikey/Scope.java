package dev.latchkey.apikey;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
    /** API keys and the media server: make, change, end. */
    SETTINGS,
    /** With any other scope: look, but change nothing. */
    READ_ONLY;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Their names, always in the same order. */
    public static List<String> wireNames(Set<Scope> scopes) {
        return Arrays.stream(values())
                .filter(scopes::contains)
                .map(Scope::wireName)
                .toList();
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
