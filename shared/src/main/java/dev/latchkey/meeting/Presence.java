package dev.latchkey.meeting;

import dev.latchkey.room.RoomRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What keeps a peer inside: its live connection, its media server, its heartbeats. None of them ever takes anything from another: a
 * peer is inside until the last of what keeps it has run out.
 *
 * @param connection the live connection that keeps the peer inside; empty for none
 * @param participant names the peer's entry to its media server that keeps it inside; empty for none
 * @param heartbeatUntil how long the heartbeats that came beside the two would keep the peer inside alone; {@link Instant#EPOCH}
 *     for none, and where there is neither of the two, when the lease says it
 * @param participantUntil how long the media server would keep it inside alone; {@link Instant#EPOCH} without a participant
 * @param disconnected whether what kept it has ended, and it was not heard of since
 */
public record Presence(
        String connection, String participant, Instant heartbeatUntil, Instant participantUntil, boolean disconnected) {
    /** Heartbeats, and nothing else. */
    public static final Presence HEARTBEATS = new Presence("", "", Instant.EPOCH, Instant.EPOCH, false);

    /** What kept the peer has ended, and nothing else is known of it. */
    static final Presence DISCONNECTED = new Presence("", "", Instant.EPOCH, Instant.EPOCH, true);

    /** For how long the place is kept of a peer whose connection ended, or who left its media server. */
    public static final Duration GRACE = Duration.ofSeconds(15);

    /** How long a peer stays inside that its media server has: it is asked once a minute, and may be silent for a minute. */
    public static final Duration SEEN = Duration.ofSeconds(150);

    /** How soon it is not worth a write that a media server still has somebody. */
    private static final Duration LATELY = Duration.ofSeconds(30);

    /** How often a client with a connection should say that it is there. */
    private static final Duration PING = Duration.ofMinutes(4);

    /** A ghost in a room with a cap holds somebody's place. */
    private static final Duration CAPPED_PING = Duration.ofSeconds(60);

    public Presence {
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(heartbeatUntil, "heartbeatUntil");
        Objects.requireNonNull(participantUntil, "participantUntil");
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

    /** Whether the peer is on its media server, as far as is known. */
    public boolean isParticipating() {
        return !participant.isEmpty();
    }

    /** Whether another entry to its media server than that one is known. */
    public boolean isParticipatingOtherwise(String entry) {
        return isParticipating() && !participant.equals(entry);
    }

    /** Whether its media server had it, by that very entry, a moment before {@code now}. */
    boolean isSeenLately(String entry, Instant now) {
        return participant.equals(entry)
                && participantUntil.isAfter(now.plus(SEEN).minus(LATELY));
    }

    boolean isByHeartbeatsAlone() {
        return !isConnected() && !isParticipating();
    }

    /** The same with that connection, and with heartbeats that alone would keep the peer inside until then. */
    Presence by(String other, Instant heartbeats) {
        return new Presence(other, participant, heartbeats, participantUntil, false);
    }

    /** The same, and heartbeats alone would keep the peer inside until then. */
    Presence withHeartbeat(Instant until) {
        return by(connection, until);
    }

    /** The same with that entry to the media server. */
    Presence seen(String entry, Instant until, Instant heartbeats) {
        return new Presence(connection, entry, heartbeats, until, disconnected);
    }

    /** The same without the connection. */
    Presence left(Instant heartbeats, boolean isDisconnected) {
        return new Presence("", participant, heartbeats, participantUntil, isDisconnected);
    }

    /** The same without the media server. */
    Presence offServer() {
        return isConnected()
                ? new Presence(connection, "", heartbeatUntil, Instant.EPOCH, false)
                : disconnected ? DISCONNECTED : HEARTBEATS;
    }
}
