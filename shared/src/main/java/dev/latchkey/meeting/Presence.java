package dev.latchkey.meeting;

import dev.latchkey.room.RoomRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What keeps a peer inside: its live connection while there is one, else its heartbeats; that its media server has it counts as a
 * heartbeat. The two never take anything from each other: a peer is inside until the last of what keeps it has run out.
 *
 * @param connection the live connection that keeps the peer inside; empty for none
 * @param heartbeatUntil how long the heartbeats that came beside the connection would keep the peer inside alone; {@link
 *     Instant#EPOCH} for none, and without a connection, when the lease says it
 * @param disconnected whether its connection has ended, and it was not heard of since
 */
public record Presence(String connection, Instant heartbeatUntil, boolean disconnected) {
    /** Heartbeats, and nothing else. */
    public static final Presence HEARTBEATS = new Presence("", Instant.EPOCH, false);

    /** A connection has ended and nothing else is known of the peer. */
    static final Presence DISCONNECTED = new Presence("", Instant.EPOCH, true);

    /** For how long the place is kept of a peer whose connection ended. */
    public static final Duration GRACE = Duration.ofSeconds(15);

    /** How long a peer stays inside that its media server has: it is asked once a minute, and may be silent for a minute. */
    public static final Duration SEEN = Duration.ofSeconds(150);

    /** How often a client with a connection should say that it is there. */
    private static final Duration PING = Duration.ofMinutes(4);

    /** A ghost in a room with a cap holds somebody's place. */
    private static final Duration CAPPED_PING = Duration.ofSeconds(60);

    public Presence {
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(heartbeatUntil, "heartbeatUntil");
    }

    /** By that connection, and nothing else. */
    static Presence by(String connection) {
        return new Presence(connection, Instant.EPOCH, false);
    }

    /** How often a client with a connection should say that it is there, in a room with these rules. */
    public static Duration ping(RoomRules rules) {
        return rules.maxParticipants() == 0 ? PING : CAPPED_PING;
    }

    /** For how long a ping keeps a peer inside whose connection ends without a word: two and a half times as long. */
    public static Duration lease(RoomRules rules) {
        return ping(rules).multipliedBy(5).dividedBy(2);
    }

    public boolean isConnected() {
        return !connection.isEmpty();
    }

    /** The same, and heartbeats alone would keep the peer inside until then. */
    Presence withHeartbeat(Instant until) {
        return new Presence(connection, until, false);
    }
}
