package dev.latchkey.meeting;

import java.time.Instant;
import java.util.List;

/**
 * How a peer gets into its meeting on a media server.
 *
 * @param kind of server, as answers spell it
 * @param url where clients connect
 * @param token lets that peer in, and nobody else
 * @param ready whether the room is there: false when the server could not be reached, and may be by the time the client gets to it
 * @param keepsPresence whether the peer needs no heartbeats while it is there
 * @param notEnforced the names of permissions that the server does not keep anybody to
 */
public record MediaAdmission(
        String kind,
        String url,
        String token,
        Instant expiresAt,
        boolean ready,
        boolean keepsPresence,
        List<String> notEnforced) {
    public MediaAdmission {
        notEnforced = List.copyOf(notEnforced);
    }

    /** It carries a token: it does not print. */
    @Override
    public String toString() {
        return "MediaAdmission[" + kind + "]";
    }
}
