package dev.latchkey.meeting;

import dev.latchkey.retry.OptimisticUpdate;
import dev.latchkey.room.Room;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps those inside whom a media server has: they need no heartbeats. */
public final class MediaPresence {
    private final MeetingStore meetings;
    private final Clock clock;

    public MediaPresence(MeetingStore meetings, Clock clock) {
        this.meetings = meetings;
        this.clock = clock;
    }

    /**
     * The peer is on its media server at this moment. Nothing for one who is out by now.
     *
     * @param entry names its entry there
     * @return whether that had to be written down
     */
    public boolean seen(Room room, Peer inside, String entry) {
        Instant now = clock.instant();
        if (inside.presence().isSeenLately(entry, now)) {
            return false;
        }
        Supplier<Optional<Peer>> read = () -> meetings.find(room.app(), room.name(), inside.id())
                .map(peer -> peer.under(room.rules()))
                .filter(peer -> peer.isInsideAt(now));
        Optional<Peer> kept = OptimisticUpdate.make("the peer", Optional.of(inside), read, found -> {
            Optional<Peer> seen = found.map(peer -> peer.seen(entry, now, room.rules()));
            return seen.isEmpty() || meetings.renew(room, found.orElseThrow(), seen.get(), now)
                    ? Optional.of(seen)
                    : Optional.empty();
        });
        // A meeting that was taken for over goes on, as with a heartbeat.
        kept.filter(peer -> !meetings.isLive(room)).ifPresent(peer -> meetings.mend(room, peer, now));
        return kept.isPresent();
    }
}
