package dev.latchkey.meeting;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says whose place somebody may take who finds none free: his own, from an entry before. Nobody competes with his own ghost. */
public final class OwnPlace {
    private OwnPlace() {}

    /**
     * Whose place the newcomer may take: that of the same user by the app's own id of the user; else that of somebody who came
     * in by the same token and whose heartbeat is overdue, since such a token may be shared by many. Of several it is the one
     * who was not heard of for longest. Empty when there is none.
     *
     * @param inside those inside, none of whom has run out of time
     */
    public static Optional<Peer> of(Peer newcomer, List<Peer> inside, Instant now) {
        String user = newcomer.person().externalUserId();
        return user == null
                ? overdue(newcomer, inside, now)
                : longestUnheardOf(inside, other -> user.equals(other.person().externalUserId()));
    }

    /** Who came in by the newcomer's token and is overdue. */
    public static Optional<Peer> overdue(Peer newcomer, List<Peer> inside, Instant now) {
        return newcomer.jti().isEmpty()
                ? Optional.empty()
                : longestUnheardOf(inside, other -> other.jti().equals(newcomer.jti()) && other.isOverdueAt(now));
    }

    private static Optional<Peer> longestUnheardOf(List<Peer> inside, Predicate<Peer> own) {
        return inside.stream().filter(own).min(Comparator.comparing(Peer::leaseUntil));
    }
}
