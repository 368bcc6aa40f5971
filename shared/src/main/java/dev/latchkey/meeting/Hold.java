package dev.latchkey.meeting;

/** What is counted for a peer beside its seat, and is given back when it leaves. */
public enum Hold {
    /** It is among those who are no admins, in a room with reserved places. */
    ORDINARY_PLACE,
    /** It is the one who is inside as its user, in a room that does not let users come in twice. */
    USER,
    /** It is among those who are inside by a token that says how many may be. */
    TOKEN
}
