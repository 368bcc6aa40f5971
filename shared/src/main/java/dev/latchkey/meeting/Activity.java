package dev.latchkey.meeting;

import dev.latchkey.room.Room;
import java.time.Instant;
import java.util.List;

/**
 * Whether a meeting is active. As long as no media server says who shares something, it is while somebody inside may: a meeting
 * is quiet that only people are in who watch and listen.
 */
public final class Activity {
    private Activity() {}

    /** Whether the peer may share nothing in its room, neither camera nor microphone nor screen. */
    public static boolean isConsumer(Room room, Peer peer) {
        return !SessionTokenIssue.effective(room, peer.grant()).permissions().canProduce();
    }

    /**
     * Whether people are inside and none of them may share anything.
     *
     * @param recorded as inside, whether or not their time has run out
     */
    public static boolean isQuiet(Room room, List<Peer> recorded, Instant now) {
        List<Peer> inside =
                recorded.stream().filter(peer -> peer.isInsideAt(now)).toList();
        return !inside.isEmpty() && inside.stream().allMatch(peer -> isConsumer(room, peer));
    }

    /**
     * Since when a quiet meeting is: since its start, since the last was gone or changed who might share something, or since
     * the room was changed, which may have been what took that from them.
     *
     * @param past those who were in the meeting and are no longer
     */
    public static Instant quietSince(Room room, Session live, List<Peer> recorded, List<Participation> past) {
        Instant since = later(live.startedAt(), room.changedAt());
        for (Peer peer : recorded) {
            since = later(since, isConsumer(room, peer) ? peer.changedAt() : peer.until());
        }
        for (Participation one : past) {
            since = later(since, isConsumer(room, one.peer()) ? one.peer().changedAt() : one.leftAt());
        }
        return since;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
