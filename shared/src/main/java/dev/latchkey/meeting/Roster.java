package dev.latchkey.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of those inside a room as everybody inside may see it: short, so that it costs next to nothing however much is kept
 * of each. Somebody who vanished without a word may stand in it for up to {@link #SHOWN} more, or until the look at the lease of
 * his connection; who left does not.
 *
 * @param entries those inside, in the order in which they joined; at most {@link #MOST}
 * @param complete whether these are all
 */
public record Roster(List<Entry> entries, boolean complete) {
    /** How many are listed, at most. */
    public static final int MOST = 100;

    /** For how long an entry is shown after a heartbeat of its peer was last heard, at most. */
    public static final Duration SHOWN = Duration.ofMinutes(5);

    public static final Roster EMPTY = new Roster(List.of(), true);

    public Roster {
        entries = List.copyOf(entries);
    }

    /** The same list without that peer. */
    Roster without(String peerId) {
        return new Roster(
                entries.stream().filter(entry -> !entry.peerId().equals(peerId)).toList(), complete);
    }

    /**
     * One who is inside.
     *
     * @param name null for somebody without one
     */
    public record Entry(String peerId, @Nullable String name, String role, boolean admin, Instant joinedAt) {
        /** It carries a name: it does not print. */
        @Override
        public String toString() {
            return "Entry[" + peerId + "]";
        }
    }
}
