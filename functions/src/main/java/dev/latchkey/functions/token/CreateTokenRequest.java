package dev.latchkey.functions.token;

import dev.latchkey.functions.body.Body;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/v1/token} asks for: every row of the seed's table of access token properties, with Huddle01's role,
 * permissions and metadata beside them.
 *
 * @param room the one room to open; null for a token that opens every room of its app
 * @param notBefore {@link Instant#EPOCH} when not said
 * @param expires {@link Instant#MAX} when not said, which the seed says is a token that never expires
 * @param maxPeers 0 when not said
 */
record CreateTokenRequest(
        @Nullable RoomName room,
        Person person,
        Grant grant,
        Instant notBefore,
        Instant expires,
        Duration ejectAfter,
        int maxPeers) {
    /** The room that the request names, before the rest of it is judged: the caller's key and that room are read together. */
    static Optional<RoomName> peekRoom(Body body) {
        return body.members().get("roomName") instanceof String name ? RoomName.parse(name) : Optional.empty();
    }

    /** Throws for every bad field at once. */
    static CreateTokenRequest read(Body body, Instant now) {
        RoomName room =
                body.parsed("roomName", RoomName::parse, RoomName.EXPECTED).orElse(null);
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
        long ejectAfter = body.number("ejectAfterElapsedTimeInSec", 0, AccessClaims.LONGEST_STAY.toSeconds(), 0);
        int maxPeers = (int) body.number("maxPeers", 1, AccessClaims.MOST_PEERS, 0);
        body.finish();
        return new CreateTokenRequest(
                room,
                person,
                wanted.grant(),
                Instant.ofEpochSecond(notBefore),
                expires,
                Duration.ofSeconds(ejectAfter),
                maxPeers);
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
                body.text("name", Person.LONGEST_NAME).orElse(null),
                body.parsed("email", CreateTokenRequest::email, "must be an e-mail address of at most 254 characters")
                        .orElse(null),
                body.freeText("meta", Person.LONGEST_META).orElse(null),
                body.id("externalUserId", Person.LONGEST_USER_ID).orElse(null),
                body.json("metadata", Person.MOST_METADATA).orElse(null),
                options);
    }

    private static Optional<String> email(String text) {
        return Person.isEmail(text) ? Optional.of(text) : Optional.empty();
    }
}
