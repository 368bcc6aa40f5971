package dev.latchkey.token;

import dev.latchkey.app.AppName;
import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says: the key to a door. The payload is Metered's {@code data} with the registered claims of RFC 7519
 * beside it.
 *
 * @param subject the app's own id of the user, or one made up for this token
 * @param jti names the token however its text is spelled; revocation goes by it
 * @param notBefore the first instant at which the token is valid; {@link Instant#EPOCH} when it always was
 * @param expires the first instant at which it is no longer valid; {@link Instant#MAX} when it never ends
 * @param ejectAfter how long its holder may stay; zero for no limit
 * @param maxPeers how many may be inside one room with it at a time; 0 for no limit
 */
public record AccessClaims(
        AppName app,
        String subject,
        String jti,
        Instant issuedAt,
        Instant notBefore,
        Instant expires,
        TokenScope scope,
        Grant grant,
        Person person,
        Duration ejectAfter,
        int maxPeers) {
    /** Highest {@code maxPeers}. */
    public static final int MOST_PEERS = RoomRules.MOST_PARTICIPANTS;

    /** Metered's iframe switches that ride along. */
    public static final List<String> OPTIONS =
            List.of("joinVideoOn", "joinAudioOn", "disableVideo", "disableAudio", "disableScreenSharing");

    /** What a payload may say, whether or not a token says it. */
    static final Set<String> MEMBERS = Set.of("iss", "aud", "sub", "jti", "iat", "nbf", "exp", "data");

    /** The longest {@code ejectAfter}. */
    public static final Duration LONGEST_STAY = Duration.ofDays(366);

    public AccessClaims {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(jti, "jti");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(notBefore, "notBefore");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(scope, "reach");
        Objects.requireNonNull(grant, "grant");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(ejectAfter, "ejectAfter");
    }

    /** A token that expires at {@code instant} is already expired at that instant (RFC 7519 section 4.1.4). */
    public boolean isExpiredAt(Instant instant) {
        return !instant.isBefore(expires);
    }

    /** A token that is not valid before {@code instant} is valid at that instant (RFC 7519 section 4.1.5). */
    public boolean isYetValidAt(Instant instant) {
        return !instant.isBefore(notBefore);
    }

    public Map<String, Object> toPayload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("iss", Claims.ISSUER);
        payload.put("aud", app.value());
        payload.put("sub", subject);
        payload.put("jti", jti);
        payload.put("iat", issuedAt.getEpochSecond());
        if (!notBefore.equals(Instant.EPOCH)) {
            payload.put("nbf", notBefore.getEpochSecond());
        }
        if (!expires.equals(Instant.MAX)) {
            payload.put("exp", expires.getEpochSecond());
        }
        payload.put("data", data());
        return payload;
    }

    private Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("appName", app.value());
        if (scope instanceof TokenScope.OneRoom one) {
            data.put("roomName", one.name().value());
            data.put("roomId", one.roomId());
        } else {
            data.put("globalToken", true);
        }
        data.put("isAdmin", grant.permissions().admin());
        putIfPresent(data, "name", person.name());
        putIfPresent(data, "email", person.email());
        putIfPresent(data, "meta", person.meta());
        putIfPresent(data, "externalUserId", person.externalUserId());
        if (!ejectAfter.isZero()) {
            data.put("ejectAfterElapsedTimeInSec", ejectAfter.toSeconds());
        }
        if (maxPeers > 0) {
            data.put("maxPeers", (long) maxPeers);
        }
        data.put("role", grant.role().name());
        data.put("permissions", grant.permissions().toJson());
        JsonText metadata = person.metadata();
        if (metadata != null) {
            putIfPresent(data, "metadata", metadata.value());
        }
        data.putAll(person.options());
        return data;
    }

    private static void putIfPresent(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /**
     * Reads {@link #toPayload} back.
     *
     * @throws dev.latchkey.problem.RefusedException token_invalid when the payload is not as we write it
     */
    public static AccessClaims fromPayload(Map<String, Object> payload) {
        Claims claims = new Claims(payload);
        Claims data = claims.object("data");
        AppName app = data.parsed("appName", AppName::parse);
        claims.requireIssuedFor(app.value());
        TokenScope scope = data.flag("globalToken") ? everyRoom(data) : oneRoom(data);
        return new AccessClaims(
                app,
                claims.id("sub", Person.LONGEST_USER_ID),
                claims.id("jti", Claims.LONGEST_OWN_ID),
                Instant.ofEpochSecond(claims.number("iat")),
                claims.instant("nbf", Instant.EPOCH),
                claims.instant("exp", Instant.MAX),
                scope,
                data.grant(),
                person(data),
                stay(data),
                (int) data.numberOrZero("maxPeers", MOST_PEERS));
    }

    private static TokenScope oneRoom(Claims data) {
        return new TokenScope.OneRoom(
                data.parsed("roomName", RoomName::parse), data.id("roomId", Claims.LONGEST_OWN_ID));
    }

    /** One that names a room as well could be read in two ways. */
    private static TokenScope everyRoom(Claims data) {
        if (data.has("roomName") || data.has("roomId")) {
            throw Claims.unexpected("globalToken");
        }
        return new TokenScope.EveryRoom();
    }

    private static Duration stay(Claims data) {
        Duration stay = Duration.ofSeconds(data.numberOrZero("ejectAfterElapsedTimeInSec"));
        if (stay.compareTo(LONGEST_STAY) > 0) {
            throw Claims.unexpected("ejectAfterElapsedTimeInSec");
        }
        return stay;
    }

    private static Person person(Claims data) {
        Map<String, Boolean> options = new LinkedHashMap<>();
        for (String option : OPTIONS) {
            if (data.has(option)) {
                options.put(option, data.flag(option));
            }
        }
        return new Person(
                data.optionalName("name", Person.LONGEST_NAME).orElse(null),
                email(data).orElse(null),
                data.optionalText("meta", Person.LONGEST_META).orElse(null),
                data.optionalId("externalUserId", Person.LONGEST_USER_ID).orElse(null),
                metadata(data),
                options);
    }

    private static Optional<String> email(Claims data) {
        Optional<String> email = data.optionalText("email");
        if (email.filter(text -> !Person.isEmail(text)).isPresent()) {
            throw Claims.unexpected("email");
        }
        return email;
    }

    private static @Nullable JsonText metadata(Claims data) {
        Object value = data.value("metadata");
        if (value == null) {
            return null;
        }
        JsonText metadata = JsonText.of(value);
        if (metadata.bytes() > Person.MOST_METADATA || metadata.levels() > JsonText.MOST_LEVELS) {
            throw Claims.unexpected("metadata");
        }
        return metadata;
    }

    /** It names a user: it does not print. */
    @Override
    public String toString() {
        return "AccessClaims[" + jti + "]";
    }
}
