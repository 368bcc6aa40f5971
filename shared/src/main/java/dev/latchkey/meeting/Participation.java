package dev.latchkey.meeting;

import java.time.Instant;

/** A peer's whole time in a meeting that it is no longer in. */
public record Participation(Peer peer, Instant leftAt, Departure how) {
    /** Why it ended, on the wire: as {@link #how}, and whose time was up is told from whose room ended. */
    public String reason() {
        boolean roomEnded = how == Departure.TIME_UP && peer.ejectAt().isBefore(peer.stayUntil());
        return roomEnded ? "room_end" : how.wireName();
    }
}
