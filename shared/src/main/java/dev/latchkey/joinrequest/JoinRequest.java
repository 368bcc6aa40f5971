package dev.latchkey.joinrequest;

import dev.latchkey.access.EntryDecision.WaitReason;
import dev.latchkey.permission.Grant;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
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
 * @param decision names the decision, so that who made it recognises it: by whom, {@link #DECIDED} and what is random; empty
 *     while there is none
 * @param peerId who the person became inside; empty until then
 */
public record JoinRequest(
        String id,
        String roomId,
        Person person,
        @Nullable AccessClaims token,
        WaitReason why,
        JoinRequestState state,
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

    /** Between who decided and what is random in the name of a decision. */
    public static final char DECIDED = '/';

    /** How many may wait at one door. */
    public static final int MOST_WAITING = 1_000;

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

    /** One that was made without a token. */
    public static JoinRequest of(String id, String roomId, Person person, WaitReason why, Instant now) {
        return new JoinRequest(
                id, roomId, person, null, why, JoinRequestState.WAITING, now, now.plus(WAIT), null, null, "", "");
    }

    /** The same, made with that token. */
    public JoinRequest showing(AccessClaims shown) {
        return new JoinRequest(
                id, roomId, person, shown, why, state, requestedAt, expires, grant, message, decision, peerId);
    }

    /** What the person comes in as unless an admin says otherwise. */
    public Grant ownGrant() {
        return token == null ? Grant.GUEST : token.grant();
    }

    /** For how long somebody has waited up to this instant. */
    public Duration waited(Instant now) {
        return Duration.between(requestedAt, now);
    }

    /** Whether it is too late to decide on it, or to take the decision up. */
    public boolean isExpiredAt(Instant instant) {
        return state.isOpen() && !instant.isBefore(expires);
    }

    /** Who decided on it; empty while nobody has, when the person withdrew, or when the release before wrote it down. */
    public String decidedBy() {
        return decision.substring(0, Math.max(0, decision.indexOf(DECIDED)));
    }

    /** The person may come in as what its token or the room gives. */
    public JoinRequest approved(String decidedBy, Instant now) {
        return new JoinRequest(
                id,
                roomId,
                person,
                token,
                why,
                JoinRequestState.APPROVED,
                requestedAt,
                now.plus(APPROVAL),
                null,
                null,
                decidedBy,
                "");
    }

    /** The same decision, which lets the person in as something else. */
    public JoinRequest as(Grant given) {
        return new JoinRequest(
                id, roomId, person, token, why, state, requestedAt, expires, given, message, decision, peerId);
    }

    /** The same decision, with what the admin says with it. */
    public JoinRequest saying(String words) {
        return new JoinRequest(
                id, roomId, person, token, why, state, requestedAt, expires, grant, words, decision, peerId);
    }

    public JoinRequest denied(String decidedBy) {
        return endedBy(JoinRequestState.DENIED, decidedBy);
    }

    public JoinRequest cancelled(String decidedBy) {
        return endedBy(JoinRequestState.CANCELLED, decidedBy);
    }

    private JoinRequest endedBy(JoinRequestState as, String decidedBy) {
        return new JoinRequest(id, roomId, person, token, why, as, requestedAt, expires, grant, null, decidedBy, "");
    }

    /** Over since its time was up. */
    public JoinRequest expired() {
        return new JoinRequest(
                id,
                roomId,
                person,
                token,
                why,
                JoinRequestState.EXPIRED,
                requestedAt,
                expires,
                grant,
                message,
                decision,
                "");
    }

    public JoinRequest admitted(String asPeer) {
        return new JoinRequest(
                id,
                roomId,
                person,
                token,
                why,
                JoinRequestState.ADMITTED,
                requestedAt,
                expires,
                grant,
                message,
                decision,
                asPeer);
    }

    /** It carries names and what an admin said: it does not print. */
    @Override
    public String toString() {
        return "JoinRequest[" + id + ", " + state + "]";
    }
}
