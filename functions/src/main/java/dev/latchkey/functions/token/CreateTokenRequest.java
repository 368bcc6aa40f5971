package dev.latchkey.functions.token;

import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Person;
import dev.latchkey.functions.http.Body;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code POST /api/v1/token} asks for: every row of the seed's table of access token properties, with Huddle01's role,
 * permissions and metadata beside them.
 *
 * @param room the one room to open; empty for a token that opens every room of its app
 * @param notBefore {@link Instant#EPOCH} when not said
 * @param expires {@link Instant#MAX} when not said, which the seed says is a token that never expires
 */
record CreateTokenRequest(
        Optional<RoomName> room, Person person, Grant grant, Instant notBefore, Instant expires, Duration ejectAfter) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_META = 1000;
    private static final int LONGEST_USER_ID = 128;
    private static final int MOST_METADATA = 5 * 1024;
    private static final long MOST_STAY_SEC = 366L * 24 * 3600;

    /** The room that the request names, before the rest of it is judged: the caller's key and that room are read together. */
    static Optional<RoomName> peekRoom(Body body) {
        return body.members().get("roomName") instanceof String name ? RoomName.parse(name) : Optional.empty();
    }

    /** Throws for every bad field at once. */
    static CreateTokenRequest read(Body body, Instant now) {
        Optional<RoomName> room = body.parsed("roomName", RoomName::parse, RoomName.EXPECTED);
        boolean global = body.bool("globalToken", false);
        if (global && body.has("roomName")) {
            body.refuse("globalToken", "is true but roomName names one room");
        }
        if (body.has("globalToken") && !global && !body.has("roomName")) {
            body.refuse("globalToken", "is false but no roomName says which room");
        }
        GrantRequest wanted = GrantBody.read(body);
        Person person = person(body);
        long notBefore = body.unixSec("notBeforeUnixSec");
        Instant expires = expires(body, now, notBefore);
        long ejectAfter = body.number("ejectAfterElapsedTimeInSec", 0, MOST_STAY_SEC, 0);
        body.finish();
        return new CreateTokenRequest(
                room,
                person,
                wanted.grant(),
                Instant.ofEpochSecond(notBefore),
                expires,
                Duration.ofSeconds(ejectAfter));
    }

    private static Instant expires(Body body, Instant now, long notBefore) {
        if (!body.has("expireUnixSec")) {
            return Instant.MAX;
        }
        // Unlike a room's, a token's 0 is no "never": an eternal token must not come from an unset variable.
        Instant expires = Instant.ofEpochSecond(body.unixSec("expireUnixSec"));
        if (!expires.isAfter(now)) {
            body.refuse("expireUnixSec", "must be in the future; leave it out for a token without an end");
        } else if (expires.getEpochSecond() <= notBefore) {
            body.refuse("expireUnixSec", "must be after notBeforeUnixSec");
        }
        return expires;
    }

    private static Person person(Body body) {
        Map<String, Boolean> options = new LinkedHashMap<>();
        for (String option : AccessClaims.OPTIONS) {
            if (body.has(option)) {
                options.put(option, body.bool(option, false));
            }
        }
        return new Person(
                body.text("name", LONGEST_NAME).orElse(null),
                body.parsed("email", CreateTokenRequest::email, "must be an e-mail address of at most 254 characters")
                        .orElse(null),
                body.freeText("meta", LONGEST_META).orElse(null),
                body.text("externalUserId", LONGEST_USER_ID).orElse(null),
                body.json("metadata", MOST_METADATA).orElse(null),
                options);
    }

    private static Optional<String> email(String text) {
        boolean shaped = text.length() <= LONGEST_EMAIL && text.matches("[^@\\s]+@[^@\\s]+") && Body.isSeen(text);
        return shaped ? Optional.of(text) : Optional.empty();
    }
}
