package dev.latchkey.access;

import dev.latchkey.access.EntryDecision.WaitReason;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomRules;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Decides who comes in, who waits and who stays out. Pure: the same arguments always give the same decision. The order of the
 * lines is the order of the rules; the first that applies decides. Whether there is a place (maxParticipants) is settled by
 * the write that takes it, since no reading could.
 */
public final class EntryPolicy {
    private EntryPolicy() {}

    public static EntryDecision decide(EntryFacts facts, Instant now) {
        Room room = facts.room();
        Presented presented = facts.presented();
        Restrictions restrictions = facts.restrictions();
        Approval approval = facts.approval();
        Instant enteredAt = facts.enteredAt();
        if (room == null) {
            return new EntryDecision.Refuse(Refusal.NO_SUCH_ROOM);
        }
        if (presented instanceof Presented.BadToken bad) {
            return new EntryDecision.Refuse(bad.refusal());
        }
        AccessClaims token = presented.accessToken().orElse(null);
        if (token != null) {
            Optional<Refusal> refusal = TokenPolicy.refusalAt(room, token, restrictions, now);
            if (refusal.isPresent()) {
                return new EntryDecision.Refuse(refusal.get());
            }
            if (!now.isBefore(end(enteredAt, token.ejectAfter()))) {
                return refuse(Reason.TOKEN_EXPIRED, "the time that the token gives in this meeting is up");
            }
        }
        RoomRules rules = room.rules();
        if (!rules.isOpenAt(now)) {
            Duration closed = Duration.between(now, rules.opensAt());
            return new EntryDecision.Refuse(new Refusal(Reason.ROOM_NOT_OPEN, "the room opens later", closed));
        }
        if (rules.isExpiredAt(now)) {
            return refuse(Reason.ROOM_EXPIRED, "the room has expired");
        }
        EntryDecision.Admit admission = admission(room, facts, now);
        if (restrictions.bans(admission.grant())) {
            return refuse(Reason.BANNED, "this user is banned from this room");
        }
        if (rules.isPrivate() && presented instanceof Presented.Nothing && !approval.given()) {
            return rules.requestToJoin()
                    ? new EntryDecision.Wait(WaitReason.PRIVATE)
                    : refuse(Reason.TOKEN_REQUIRED, "the room is private: an access token is needed");
        }
        if (rules.locked() && !admission.grant().permissions().admin() && !approval.given()) {
            return new EntryDecision.Wait(WaitReason.LOCKED);
        }
        return admission;
    }

    private static EntryDecision.Admit admission(Room room, EntryFacts facts, Instant now) {
        Approval approval = facts.approval();
        if (facts.presented() instanceof Presented.SignedToken token) {
            AccessClaims claims = token.claims();
            Person known = claims.person().orNamed(facts.person());
            Instant tokenEnds = end(facts.enteredAt(), claims.ejectAfter());
            return admit(room.rules(), approval.over(claims.grant()), known, tokenEnds, now);
        }
        if (facts.presented() instanceof Presented.OwnPlace place) {
            Instant roomEnds = room.rules().ejectAtExpiry() ? room.rules().expiresAt() : Instant.MAX;
            return new EntryDecision.Admit(
                    place.grant(), place.person(), place.stayUntil(), earlier(place.stayUntil(), roomEnds));
        }
        return admit(room.rules(), approval.over(Grant.GUEST), facts.person(), Instant.MAX, now);
    }

    /** The earliest of the limits that apply to somebody who joins now decides when it is over. */
    private static EntryDecision.Admit admit(
            RoomRules rules, Grant grant, Person person, Instant tokenEnds, Instant now) {
        Instant stayUntil = earlier(tokenEnds, end(now, rules.ejectAfter()));
        Instant roomEnds = rules.ejectAtExpiry() ? rules.expiresAt() : Instant.MAX;
        return new EntryDecision.Admit(grant, person, stayUntil, earlier(stayUntil, roomEnds));
    }

    /**
     * When a stay is over that began at that instant: at a full second, since tokens end at one, and not before its time, since
     * nobody is put out early.
     */
    private static Instant end(Instant began, Duration stay) {
        return stay.isZero()
                ? Instant.MAX
                : began.plus(stay).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static EntryDecision refuse(Reason reason, String detail) {
        return new EntryDecision.Refuse(new Refusal(reason, detail));
    }
}
