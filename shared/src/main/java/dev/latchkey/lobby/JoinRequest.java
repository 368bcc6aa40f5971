package dev.latchkey.lobby;

import dev.latchkey.access.Entry.WaitReason;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Person;
import dev.latchkey.permission.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One person's wish to enter one room that keeps people waiting.
 *
 * @param id names the request; it opens nothing
 * @param roomId the very room
 * @param token the access token that was shown at a locked door; null without one
 * @param state how far it has come
 * @param expires the first instant at which nobody can decide on it any more, or, once approved, take the approval up
 * @param grant what an admin lets the person in as; null for what the token or the room gives
 * @param message what the admin says with the decision; null when nothing
 * @param decision names the decision, so that who made it recognises it; empty while there is none
 * @param peerId who the person became inside; empty until then
 */
public record JoinRequest(
        String id,
        String roomId,
        Person person,
        @Nullable AccessClaims token,
        WaitReason why,
        JoinState state,
        Instant requestedAt,
        Instant expires,
        @Nullable Grant grant,
        @Nullable String message,
        String decision,
        String peerId) {
    /** How long a wait lasts without an answer. */
    public static final Duration WAIT = Duration.ofMinutes(10);

    /** How long an approval may be taken up. */
    public static final Duration APPROVAL = Duration.ofMinutes(2);

    /** How many may wait at one door. */
    public static final int MOST_WAITING = 200;

    public JoinRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(requestedAt, "requestedAt");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(peerId, "peerId");
    }

    public static JoinRequest of(
            String id, String roomId, Person person, @Nullable AccessClaims token, WaitReason why, Instant now) {
        return new JoinRequest(
                id, roomId, person, token, why, JoinState.WAITING, now, now.plus(WAIT), null, null, "", "");
    }

    /** For how long somebody has waited up to this instant. */
    public Duration waited(Instant now) {
        return Duration.between(requestedAt, now);
    }

    /** Whether it is too late to decide on it, or to take the decision up. */
    public boolean isExpiredAt(Instant instant) {
        return state.isOpen() && !instant.isBefore(expires);
    }

    public JoinRequest approved(@Nullable Grant as, @Nullable String saying, String decidedBy, Instant now) {
        return new JoinRequest(
                id,
                roomId,
                person,
                token,
                why,
                JoinState.APPROVED,
                requestedAt,
                now.plus(APPROVAL),
                as,
                saying,
                decidedBy,
                "");
    }

    public JoinRequest denied(@Nullable String saying, String decidedBy) {
        return ended(JoinState.DENIED, saying, decidedBy, "");
    }

    public JoinRequest cancelled(String decidedBy) {
        return ended(JoinState.CANCELLED, null, decidedBy, "");
    }

    public JoinRequest admitted(String asPeer) {
        return ended(JoinState.ADMITTED, message, decision, asPeer);
    }

    private JoinRequest ended(JoinState as, @Nullable String saying, String decidedBy, String asPeer) {
        return new JoinRequest(
                id, roomId, person, token, why, as, requestedAt, expires, grant, saying, decidedBy, asPeer);
    }

    /** It carries names and what an admin said: it does not print. */
    @Override
    public String toString() {
        return "JoinRequest[" + id + ", " + state + "]";
    }
}
