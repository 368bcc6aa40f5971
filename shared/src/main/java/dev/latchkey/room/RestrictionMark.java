package dev.latchkey.room;

/**
 * What a room says of bans and of tokens whose holders were put out of it, so that who comes to a room of which nobody was ever kept
 * out need not ask for them. It only goes on from {@link #NONE} to {@link #SOME}.
 */
public enum RestrictionMark {
    /** Nothing: the room was made where nobody sees to the mark. There may be some. */
    UNRECORDED,
    /** There has never been any. */
    NONE,
    /** There are some, or were. */
    SOME
}
