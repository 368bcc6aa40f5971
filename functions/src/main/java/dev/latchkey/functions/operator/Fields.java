package dev.latchkey.functions.operator;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The fields that several of the operator's actions read alike. */
final class Fields {
    private static final int LONGEST_LABEL = 100;
    private static final int LONGEST_KEY_ID = 64;

    private Fields() {}

    /** The app that the action is about. Throws at once: without an app there is nothing to judge the rest by. */
    static AppName app(Body body) {
        Optional<AppName> name = body.parsed("app", AppName::parse, AppName.EXPECTED);
        return name.orElseThrow(
                () -> RefusedException.malformed("app", body.has("app") ? AppName.EXPECTED : "is needed"));
    }

    static App require(ApiKeyStore store, AppName name) {
        return store.findApp(name)
                .orElseThrow(() -> new RefusedException(Reason.APP_NOT_FOUND, "there is no app of that name"));
    }

    static String keyId(Body body) {
        return body.text("keyId", LONGEST_KEY_ID)
                .orElseThrow(() -> RefusedException.malformed("keyId", "is needed: list-keys has it"));
    }

    static Optional<String> label(Body body) {
        return body.text("label", LONGEST_LABEL);
    }

    static Set<Scope> scopes(Body body, Set<Scope> absent) {
        if (!body.has("scopes")) {
            return absent;
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        boolean known = true;
        for (String name : body.texts("scopes")) {
            known &= Scope.parse(name).map(scopes::add).isPresent();
        }
        if (!known || scopes.isEmpty() || scopes.equals(EnumSet.of(Scope.READ_ONLY))) {
            body.refuse("scopes", "must be some of rooms, tokens and people, with or without read-only");
        }
        return scopes;
    }

    /** The only room that the key reaches; the empty text takes the limit away. */
    static Set<RoomName> room(Body body, Set<RoomName> absent) {
        if (!body.has("room")) {
            return absent;
        }
        if ("".equals(body.members().get("room"))) {
            return Set.of();
        }
        return body.parsed("room", RoomName::parse, RoomName.EXPECTED)
                .map(Set::of)
                .orElse(Set.of());
    }

    /** When the key ends; 0 takes the limit away. */
    static Instant expires(Body body, Instant now, Instant absent) {
        if (!body.has("expireUnixSec")) {
            return absent;
        }
        long expires = body.unixSec("expireUnixSec");
        if (expires == 0) {
            return Instant.MAX;
        }
        if (!Instant.ofEpochSecond(expires).isAfter(now)) {
            body.refuse("expireUnixSec", "must be in the future: revoke-key ends a key now");
        }
        return Instant.ofEpochSecond(expires);
    }

    static ApiKey requireKey(ApiKeyStore store, AppName app, String keyId) {
        require(store, app);
        return store.findById(app, keyId)
                .orElseThrow(() -> new RefusedException(
                        Reason.KEY_NOT_FOUND, "the app has no API key of that id, or it was made only a moment ago"));
    }
}
