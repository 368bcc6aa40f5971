package dev.latchkey.meeting;

import java.util.Locale;

/** Why a peer is no longer inside. */
public enum Departure {
    /** It said goodbye. */
    LEFT,
    /** It was not heard of until its lease ran out. */
    LOST,
    /** Its time was up. */
    TIME_UP,
    /** An admin or the app put it out. */
    EJECTED,
    /** The room was archived. */
    ROOM_CLOSED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How a peer that is found no longer inside went. */
    public static Departure ofVanished(Peer peer) {
        return peer.ejectAt().isAfter(peer.leaseUntil()) ? LOST : TIME_UP;
    }
}
