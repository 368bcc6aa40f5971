package dev.latchkey.meeting;

import dev.latchkey.access.Standing;
import dev.latchkey.app.App;
import dev.latchkey.room.Room;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person at a door is met with: everything an entry is decided by, read together.
 *
 * @param app null when there is no such app
 * @param room null when there is no such room
 * @param live the meeting going on; null when there is none
 * @param peers the first of those recorded as inside, whether or not their time has run out
 * @param complete whether {@code peers} are all of them
 */
public record Scene(
        @Nullable App app,
        @Nullable Room room,
        Standing standing,
        @Nullable Session live,
        List<Peer> peers,
        boolean complete) {
    /** How many peers an admission lists, at most. */
    public static final int MOST_LISTED = 100;

    public Scene {
        peers = List.copyOf(peers);
    }

    /** Those who are inside at that instant, as far as they were read. */
    public List<Peer> insideAt(Instant instant) {
        return peers.stream().filter(peer -> peer.isInsideAt(instant)).toList();
    }
}
