package dev.latchkey.meeting;

import dev.latchkey.claims.Person;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.RoomRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One person inside one meeting: Metered's participant session.
 *
 * @param roomId the very room; a peer left behind in an archived room is nobody in a new one of the same name
 * @param subject who the person is to us: the app's own id of the user, or one made up for the token; empty without a token
 * @param jti the access token that let the person in; empty without one
 * @param leaseUntil the first instant at which a peer that was not heard of counts as gone
 * @param stayUntil how long the peer may stay whatever becomes of the room; {@link Instant#MAX} for no limit
 * @param ejectAt the first instant at which the peer is out in any case: {@code stayUntil}, or the room's end if that is
 *     sooner and ejects; {@link Instant#MAX} for no limit
 * @param seat the counter that counts this peer; empty in a room without a cap
 * @param version goes up when role, permissions or metadata change
 */
public record Peer(
        String id,
        String sessionId,
        String roomId,
        String subject,
        String jti,
        Person person,
        Grant grant,
        Instant joinedAt,
        Instant leaseUntil,
        Instant stayUntil,
        Instant ejectAt,
        String seat,
        long version) {
    /** How long a peer counts as inside without a heartbeat. */
    public static final Duration LEASE = Duration.ofSeconds(75);

    /** How often a peer's client should send a heartbeat. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(30);

    public Peer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(jti, "jti");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(grant, "grant");
        Objects.requireNonNull(joinedAt, "joinedAt");
        Objects.requireNonNull(leaseUntil, "leaseUntil");
        Objects.requireNonNull(stayUntil, "stayUntil");
        Objects.requireNonNull(ejectAt, "ejectAt");
        Objects.requireNonNull(seat, "seat");
    }

    /** The first instant at which the peer is no longer inside unless it is heard of. */
    public Instant until() {
        return leaseUntil.isBefore(ejectAt) ? leaseUntil : ejectAt;
    }

    public boolean isInsideAt(Instant instant) {
        return instant.isBefore(until());
    }

    /** The same peer in this session, counted by that seat. */
    public Peer placed(String inSession, String onSeat) {
        return with(inSession, person, grant, leaseUntil, ejectAt, onSeat, version);
    }

    /** The same peer, heard of at {@code now}, in a room with these rules and this meeting. */
    public Peer heardOf(Instant now, RoomRules rules, String inSession) {
        Instant end = rules.ejectAtExpiry() && rules.expiresAt().isBefore(stayUntil) ? rules.expiresAt() : stayUntil;
        return with(inSession, person, grant, now.plus(LEASE), end, seat, version);
    }

    /** The same peer, one version on. */
    public Peer changed(Grant newGrant, Person newPerson) {
        return with(sessionId, newPerson, newGrant, leaseUntil, ejectAt, seat, version + 1);
    }

    private Peer with(
            String inSession,
            Person asPerson,
            Grant withGrant,
            Instant leased,
            Instant ejected,
            String onSeat,
            long atVersion) {
        return new Peer(
                id, inSession, roomId, subject, jti, asPerson, withGrant, joinedAt, leased, stayUntil, ejected, onSeat,
                atVersion);
    }

    /** It carries names and addresses: it does not print. */
    @Override
    public String toString() {
        return "Peer[" + id + "]";
    }
}
