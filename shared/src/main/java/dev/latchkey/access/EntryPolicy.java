package dev.latchkey.access;

import dev.latchkey.access.Entry.WaitReason;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Person;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides who comes in, who waits and who stays out. Pure: the same arguments always give the same decision. The order of the
 * lines is the order of the rules; the first that applies decides. Whether there is a place (maxParticipants) is settled by
 * the write that takes it, since no reading could.
 */
public final class EntryPolicy {
    private EntryPolicy() {}

    /**
     * @param room null when there is none of that name
     * @param person who the visitor claims to be, as far as no token says so
     * @param approved whether an admin has let this very request in
     */
    public static Entry decide(
            @Nullable Room room, Presented presented, Standing standing, Person person, boolean approved, Instant now) {
        if (room == null) {
            return refuse(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        if (presented instanceof Presented.BadToken bad) {
            return new Entry.Refuse(bad.refusal());
        }
        if (presented instanceof Presented.SignedToken token) {
            Optional<Refusal> refusal = TokenPolicy.refusalAt(room, token.claims(), standing, now);
            if (refusal.isPresent()) {
                return new Entry.Refuse(refusal.get());
            }
        }
        RoomRules rules = room.rules();
        if (!rules.isOpenAt(now)) {
            return refuse(Reason.ROOM_NOT_OPEN, "the room opens later");
        }
        if (rules.isExpiredAt(now)) {
            return refuse(Reason.ROOM_EXPIRED, "the room has expired");
        }
        if (standing.banned()) {
            return refuse(Reason.BANNED, "this user is banned from this room");
        }
        Entry.Admit admission = admission(room, presented, person, now);
        if (rules.isPrivate() && presented instanceof Presented.Nothing && !approved) {
            return rules.requestToJoin()
                    ? new Entry.Wait(WaitReason.PRIVATE)
                    : refuse(Reason.TOKEN_REQUIRED, "the room is private: an access token is needed");
        }
        if (rules.locked() && !admission.grant().permissions().admin() && !approved) {
            return new Entry.Wait(WaitReason.LOCKED);
        }
        return admission;
    }

    private static Entry.Admit admission(Room room, Presented presented, Person person, Instant now) {
        if (presented instanceof Presented.SignedToken token) {
            AccessClaims claims = token.claims();
            Person known = claims.person().orNamed(person.name());
            return admit(room.rules(), claims.grant(), known, claims.ejectAfter(), now);
        }
        return admit(room.rules(), Grant.GUEST, person, Duration.ZERO, now);
    }

    /** The earliest of the limits that apply to somebody who joins now decides when it is over. */
    private static Entry.Admit admit(RoomRules rules, Grant grant, Person person, Duration tokenLimit, Instant now) {
        Instant stayUntil = earlier(limit(tokenLimit, now), limit(rules.ejectAfter(), now));
        Instant roomEnds = rules.ejectAtExpiry() ? rules.expiresAt() : Instant.MAX;
        return new Entry.Admit(grant, person, stayUntil, earlier(stayUntil, roomEnds));
    }

    private static Instant limit(Duration stay, Instant now) {
        return stay.isZero() ? Instant.MAX : now.plus(stay);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Entry refuse(Reason reason, String detail) {
        return new Entry.Refuse(new Refusal(reason, detail));
    }
}
