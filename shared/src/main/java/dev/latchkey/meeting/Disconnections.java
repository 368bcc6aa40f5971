package dev.latchkey.meeting;

import dev.latchkey.retry.OptimisticUpdate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What becomes of peers whose live connections end. */
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
                    ? Optional.of(
                            Optional.of(left).filter(one -> !one.presence().isConnected()))
                    : Optional.empty();
        });
    }
}
