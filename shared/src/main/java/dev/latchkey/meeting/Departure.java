package dev.latchkey.meeting;

import dev.latchkey.access.Restrictions;
import dev.latchkey.problem.Reason;
import java.util.Locale;

/** Why a peer is no longer inside. */
public enum Departure {
    /** It said goodbye. */
    LEFT,
    /** It was not heard of until its lease ran out. */
    LOST,
    /** Its live connection ended, and it did not come back. */
    DISCONNECTED,
    /** Its time was up. */
    TIME_UP,
    /** An admin or the app put it out. */
    EJECTED,
    /** Its user was banned. */
    BANNED,
    /** The access token that let it in was revoked, by itself or by a cut-off. */
    REVOKED,
    /** A later entry of the same person took its place. */
    REPLACED,
    /** The meeting was ended: for as long as its room says, nobody inside had been allowed to share anything. */
    NO_ACTIVITY,
    /** The room was archived. */
    ROOM_CLOSED;

    /** As the history and events spell it. */
    public String wireName() {
        return switch (this) {
            case LOST -> "lease";
            case ROOM_CLOSED -> "archived";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** Why somebody goes who is no longer to be inside for that reason, given what is held against him. */
    static Departure of(Reason reason, Restrictions restrictions) {
        return switch (reason) {
            case BANNED -> BANNED;
            case TOKEN_REVOKED -> restrictions.ejected() && !restrictions.revoked() ? EJECTED : REVOKED;
            case ROOM_NOT_FOUND -> ROOM_CLOSED;
            case TOKEN_EXPIRED, ROOM_EXPIRED -> TIME_UP;
            default -> EJECTED;
        };
    }

    /** How a peer that is found no longer inside went. */
    public static Departure ofVanished(Peer peer) {
        if (!peer.ejectAt().isAfter(peer.leaseUntil())) {
            return TIME_UP;
        }
        return peer.presence().disconnected() ? DISCONNECTED : LOST;
    }
}
