package dev.latchkey.room;

import dev.latchkey.permission.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What decides about entering a room and staying in it.
 *
 * @param isPrivate whether an access token is needed
 * @param requestToJoin whether somebody without a token may ask an admin for entry to a private room
 * @param locked whether everybody but admins has to wait
 * @param opensAt the first instant at which the room may be entered; {@link Instant#EPOCH} when it always could
 * @param expiresAt the first instant at which it may no longer be entered; {@link Instant#MAX} when it never ends
 * @param ejectAtExpiry whether those inside are put out at {@code expiresAt}
 * @param maxParticipants how many may be inside at once; 0 for no limit
 * @param reservedPlaces how many of those are for admins: everybody else may have the others only
 * @param onSecondEntry what becomes of a second entry of the same user
 * @param ejectAfter how long each may stay; zero for no limit
 * @param withheld what only admins may do for now: the room controls, with {@code ownerOnlyBroadcast} among them
 */
public record RoomRules(
        boolean isPrivate,
        boolean requestToJoin,
        boolean locked,
        Instant opensAt,
        Instant expiresAt,
        boolean ejectAtExpiry,
        int maxParticipants,
        int reservedPlaces,
        SecondEntry onSecondEntry,
        Duration ejectAfter,
        Permissions withheld) {
    /** Highest {@code maxParticipants}. */
    public static final int MOST_PARTICIPANTS = 100_000;

    /** A public room without limits. */
    public static final RoomRules OPEN = new RoomRules(
            false,
            false,
            false,
            Instant.EPOCH,
            Instant.MAX,
            false,
            0,
            0,
            SecondEntry.ALLOW,
            Duration.ZERO,
            Permissions.NONE);

    public RoomRules {
        Objects.requireNonNull(opensAt, "opensAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(onSecondEntry, "onSecondEntry");
        Objects.requireNonNull(ejectAfter, "ejectAfter");
        Objects.requireNonNull(withheld, "withheld");
        if (maxParticipants < 0 || maxParticipants > MOST_PARTICIPANTS) {
            throw new IllegalArgumentException("maxParticipants is 0 to " + MOST_PARTICIPANTS);
        }
        if (reservedPlaces < 0 || reservedPlaces > maxParticipants) {
            throw new IllegalArgumentException("reservedPlaces is 0 to maxParticipants");
        }
    }

    /** A room that opens at {@code instant} is already open at that instant. */
    public boolean isOpenAt(Instant instant) {
        return !instant.isBefore(opensAt);
    }

    /** A room that expires at {@code instant} is already expired at that instant. */
    public boolean isExpiredAt(Instant instant) {
        return !instant.isBefore(expiresAt);
    }
}
