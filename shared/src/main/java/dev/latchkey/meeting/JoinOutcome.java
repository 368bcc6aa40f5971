package dev.latchkey.meeting;

/** How a join ended. */
public sealed interface JoinOutcome {
    /**
     * The peer is inside, in this session.
     *
     * @param peer as it is kept
     * @param others who else was inside when it came
     */
    record Joined(Session session, Peer peer, Roster others) implements JoinOutcome {}

    /** The token was used in this meeting before, so that its time counts from then: to be weighed again. */
    record EnteredBefore(FirstEntry first) implements JoinOutcome {}

    /** The user is inside already, and the room lets nobody in twice. */
    record SecondEntryRefused() implements JoinOutcome {}

    /** As many as the token admits are inside by it. */
    record TokenInUse() implements JoinOutcome {}

    /** A peer of that id is inside: the same join came twice at once. */
    record InsideAlready() implements JoinOutcome {}

    /** Every place is taken. */
    record Full() implements JoinOutcome {}

    /** The join request that was to let the peer in is used up or decided otherwise. */
    record RequestGone() implements JoinOutcome {}
}
