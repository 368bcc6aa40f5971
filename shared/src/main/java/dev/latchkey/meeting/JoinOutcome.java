package dev.latchkey.meeting;

/** How a join ended. */
public sealed interface JoinOutcome {
    /** The peer is inside, in this session. */
    record Joined(Session session) implements JoinOutcome {}

    /** Every place is taken. */
    record Full() implements JoinOutcome {}

    /** The join request that was to let the peer in is used up or decided otherwise. */
    record RequestGone() implements JoinOutcome {}
}
