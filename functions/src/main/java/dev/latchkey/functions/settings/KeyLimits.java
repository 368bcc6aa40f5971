package dev.latchkey.functions.settings;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.body.Body;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What an API key is called and may do, as a body asks for it. */
record KeyLimits(String label, Set<Scope> scopes, Set<RoomName> room, Instant expires) {
    private static final int LONGEST_LABEL = 100;

    /** Those of a key of which nothing is said. */
    static final KeyLimits NONE = new KeyLimits("", ApiKey.EVERYTHING, Set.of(), Instant.MAX);

    static KeyLimits of(ApiKey key) {
        return new KeyLimits(key.label(), key.scopes(), key.room(), key.expires());
    }

    /** These, but for what the body names. */
    KeyLimits over(Body body, Instant now) {
        return new KeyLimits(
                body.text("label", LONGEST_LABEL).orElse(label), scopes(body), room(body), expires(body, now));
    }

    private Set<Scope> scopes(Body body) {
        if (!body.has("scopes")) {
            return scopes;
        }
        Set<Scope> wanted = EnumSet.noneOf(Scope.class);
        boolean known = true;
        for (String name : body.texts("scopes")) {
            known &= Scope.parse(name).map(wanted::add).isPresent();
        }
        if (!known || wanted.isEmpty() || wanted.equals(EnumSet.of(Scope.READ_ONLY))) {
            body.refuse(
                    "scopes",
                    "must be some of rooms, tokens, people, webhooks and settings, with or without read-only");
        }
        return wanted;
    }

    /** The only room that the key reaches; null or the empty text takes the limit away. */
    private Set<RoomName> room(Body body) {
        if (!body.has("room")) {
            return room;
        }
        if (body.isEmptied("room")) {
            return Set.of();
        }
        Optional<RoomName> one = body.parsed("room", RoomName::parse, RoomName.EXPECTED);
        return one.map(Set::of).orElse(Set.of());
    }

    /** When the key ends; null or 0 takes the limit away. */
    private Instant expires(Body body, Instant now) {
        if (!body.has("expireUnixSec")) {
            return expires;
        }
        long wanted = body.clearableUnixSec("expireUnixSec");
        if (wanted == 0) {
            return Instant.MAX;
        }
        if (!Instant.ofEpochSecond(wanted).isAfter(now)) {
            body.refuse("expireUnixSec", "must be in the future: revoke a key to end it now");
        }
        return Instant.ofEpochSecond(wanted);
    }
}
