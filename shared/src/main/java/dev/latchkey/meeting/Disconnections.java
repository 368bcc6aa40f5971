package dev.latchkey.meeting;

import dev.latchkey.app.AppName;
import dev.latchkey.retry.OptimisticUpdate;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What becomes of peers whose live connections end, or who leave their media server. */
public final class Disconnections {
    private final MeetingStore meetings;
    private final Clock clock;

    public Disconnections(MeetingStore meetings, Clock clock) {
        this.meetings = meetings;
        this.clock = clock;
    }

    /**
     * Notes that a connection of whoever holds the place has ended.
     *
     * @param another asks for another connection of the same peer; empty for none
     * @return the peer, when it is now to come back before its lease is over; empty when nothing follows
     */
    public Optional<Peer> note(HeldPlace place, String connection, Supplier<Optional<String>> another) {
        Optional<Peer> noted = write(place, connection, another);
        String heir = noted.map(left -> left.presence().connection()).orElse("");
        if (heir.isEmpty()) {
            return noted;
        }
        // The other one may have ended before it was named: whoever noted that found this one in its place.
        return another.get().filter(heir::equals).isPresent() ? Optional.empty() : note(place, heir, another);
    }

    /** The peer as it was left; empty when that connection does not keep it inside. */
    private Optional<Peer> write(HeldPlace place, String connection, Supplier<Optional<String>> another) {
        Instant now = clock.instant();
        Supplier<Optional<Peer>> read = () -> meetings.find(place.app(), place.room(), place.peerId())
                .filter(peer ->
                        peer.isInsideAt(now) && peer.presence().connection().equals(connection));
        return OptimisticUpdate.make("the peer", read.get(), read, found -> {
            if (found.isEmpty()) {
                return Optional.of(Optional.empty());
            }
            Peer peer = found.get();
            Peer left = another.get().map(peer::handedOverTo).orElseGet(() -> peer.disconnected(now));
            return meetings.disconnect(place.app(), place.room(), peer, left)
                    ? Optional.of(Optional.of(left))
                    : Optional.empty();
        });
    }

    /**
     * Notes that a media server no longer has the peer, who was there by that entry and was given time to come back.
     *
     * @return the peer, when nothing else keeps it, or only the time in which its live connection may come back; also when that was
     *     noted before. Empty when nothing follows
     */
    public Optional<Peer> noteOffServer(AppName app, RoomName room, String peerId, String entry) {
        Instant now = clock.instant();
        Supplier<Optional<Peer>> read = () -> meetings.find(app, room, peerId);
        Optional<Peer> noted = OptimisticUpdate.make("the peer", read.get(), read, found -> {
            if (found.filter(peer -> peer.isInsideAt(now)
                            && peer.presence().participant().equals(entry))
                    .isEmpty()) {
                return Optional.of(found);
            }
            Peer off = found.get().offServer(now);
            return meetings.disconnect(app, room, found.get(), off) ? Optional.of(Optional.of(off)) : Optional.empty();
        });
        return noted.filter(
                peer -> peer.presence().disconnected() && peer.presence().isByHeartbeatsAlone());
    }
}
