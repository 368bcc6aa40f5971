package dev.latchkey.aws;

import dev.latchkey.id.Ids;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.permission.Role;
import java.time.Duration;
import java.time.Instant;

/**
 * The one spelling of a {@link Roster.Entry} in DynamoDB. A hundred of them are read by every join, so names are one letter
 * long, what most have is left out, and the time of joining is that in the peer's id.
 */
final class RosterItem {
    private static final String NAME = "n";
    private static final String ROLE = "r";
    private static final String ADMIN = "a";
    private static final String UNTIL = "u";
    private static final String LEASE_UNTIL = "l";

    /**
     * How much longer than its lease a peer with a connection is shown, so that only one ping in six writes the entry. Who loses the
     * connection is shown no longer for it: what notes that, or ends the lease, writes or deletes the entry.
     */
    private static final Duration CONNECTED = Duration.ofMinutes(20);

    private RosterItem() {}

    /** Says that the peer was heard of when it was. Somebody may be heard of more often than this is written. */
    static Item write(Peer peer) {
        boolean connected = peer.presence().isConnected();
        Instant shown = connected
                ? peer.leaseUntil().plus(CONNECTED)
                : peer.leaseUntil().minus(Peer.LEASE).plus(Roster.SHOWN);
        Item item = Item.at(Key.rosterEntry(peer.roomId(), peer.id()))
                .put(ADMIN, peer.grant().permissions().admin())
                .put(UNTIL, (peer.ejectAt().isBefore(shown) ? peer.ejectAt() : shown).getEpochSecond());
        if (connected) {
            item.put(LEASE_UNTIL, peer.leaseUntil().getEpochSecond());
        }
        String name = peer.person().name();
        if (name != null) {
            item.put(NAME, name);
        }
        Role role = peer.grant().role();
        return role.equals(Role.GUEST) ? item : item.put(ROLE, role.name());
    }

    static Roster.Entry read(Item item) {
        String id = item.text(Attr.SK);
        return new Roster.Entry(
                id,
                item.optionalText(NAME).orElse(null),
                item.optionalText(ROLE).orElse(Role.GUEST.name()),
                item.isTrue(ADMIN),
                Ids.timeOf(id));
    }

    /** The last instant at which the peer was certainly heard of. */
    static Instant heardOf(Item item) {
        if (item.has(LEASE_UNTIL)) {
            return Instant.ofEpochSecond(item.number(LEASE_UNTIL)).minus(Peer.LEASE);
        }
        return Instant.ofEpochSecond(item.number(UNTIL)).minus(Roster.SHOWN);
    }

    /** Whether the entry shows the peer for as long as it is inside by now, and no longer than it may stay. */
    static boolean lasts(Item item, Peer peer) {
        long until = item.number(UNTIL);
        return until >= peer.until().getEpochSecond() && until <= peer.ejectAt().getEpochSecond();
    }

    static boolean isShownAt(Item item, Instant instant) {
        return instant.getEpochSecond() < item.number(UNTIL);
    }
}
