package dev.latchkey.access;

import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Refusal;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody at the door showed. A bad token is kept as such: it is refused in its turn, never quietly ignored. */
public sealed interface Presented {
    /** The access token that was shown; empty when none was, or none of ours. */
    default Optional<AccessClaims> accessToken() {
        return Optional.empty();
    }

    /** No token: whoever comes to a public room, or wants to ask for entry to a private one. */
    record Nothing() implements Presented {}

    /** Something that is no token of ours. */
    record BadToken(Refusal refusal) implements Presented {}

    /** A token that we signed. Whether it is good for this door, now, is for {@link TokenPolicy} to say. */
    record SignedToken(AccessClaims claims) implements Presented {
        @Override
        public Optional<AccessClaims> accessToken() {
            return Optional.of(claims);
        }
    }

    /**
     * A session token of an earlier entry, whose place its holder still has.
     *
     * @param grant what the holder may do in that place
     * @param stayUntil how long the place may be kept whatever becomes of the room; {@link Instant#MAX} for no limit
     * @param token the access token that was shown with it; null when none was
     */
    record OwnPlace(
            Grant grant,
            Person person,
            Instant stayUntil,
            @Nullable AccessClaims token) implements Presented {
        @Override
        public Optional<AccessClaims> accessToken() {
            return Optional.ofNullable(token);
        }
    }
}
