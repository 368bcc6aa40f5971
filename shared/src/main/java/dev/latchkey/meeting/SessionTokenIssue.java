package dev.latchkey.meeting;

import dev.latchkey.id.Ids;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.Room;
import dev.latchkey.statuslist.ServiceAddress;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.SessionTokens;
import java.time.Instant;

/** Issues the session token of a peer as it stands now. */
public final class SessionTokenIssue {
    private final SessionTokens tokens;
    private final ServiceAddress address;

    /** @param address where the status lists are found that tokens name */
    public SessionTokenIssue(SessionTokens tokens, ServiceAddress address) {
        this.tokens = tokens;
        this.address = address;
    }

    /** A token that lasts its lifetime, and never past the instant at which the peer is out. */
    public String issue(Room room, Peer peer, Instant now) {
        SessionClaims claims = claims(room, peer, now);
        StatusListId list = StatusListId.of(room.app(), room.id());
        return address.url()
                .map(url -> tokens.sign(claims, list.reference(peer.statusIndex(), url)))
                .orElseGet(() -> tokens.sign(claims));
    }

    /** What such a token says. */
    SessionClaims claims(Room room, Peer peer, Instant now) {
        Instant latest = now.plus(SessionClaims.LIFETIME);
        return new SessionClaims(
                room.app(),
                room.name(),
                room.id(),
                peer.sessionId(),
                peer.id(),
                peer.version(),
                Ids.ulid(now),
                now,
                peer.ejectAt().isBefore(latest) ? peer.ejectAt() : latest,
                effective(room, peer.grant()),
                peer.jti(),
                peer.jti().isEmpty() ? "" : peer.subject(),
                peer.person().name());
    }

    /** What the peer may do here: its own permissions, less what the room withholds from everybody but admins. */
    public static Grant effective(Room room, Grant grant) {
        return grant.permissions().admin()
                ? grant
                : new Grant(
                        grant.role(), grant.permissions().without(room.rules().withheld()));
    }
}
