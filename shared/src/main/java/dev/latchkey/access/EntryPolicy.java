package dev.latchkey.access;

import dev.latchkey.access.Entry.WaitReason;
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
     * @param person who the visitor claims to be, when no token says so
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
            Instant ejectAt = ejectAt(room.rules(), token.claims().ejectAfter(), now);
            return new Entry.Admit(token.claims().grant(), token.claims().person(), ejectAt);
        }
        return new Entry.Admit(Grant.GUEST, person, ejectAt(room.rules(), Duration.ZERO, now));
    }

    /** The earliest of the limits that apply to somebody who joins now. */
    private static Instant ejectAt(RoomRules rules, Duration tokenLimit, Instant now) {
        Instant earliest = rules.ejectAtExpiry() ? rules.expiresAt() : Instant.MAX;
        for (Duration limit : new Duration[] {tokenLimit, rules.ejectAfter()}) {
            if (!limit.isZero() && now.plus(limit).isBefore(earliest)) {
                earliest = now.plus(limit);
            }
        }
        return earliest;
    }

    private static Entry refuse(Reason reason, String detail) {
        return new Entry.Refuse(new Refusal(reason, detail));
    }
}
