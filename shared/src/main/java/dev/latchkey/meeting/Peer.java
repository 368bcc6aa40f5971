package dev.latchkey.meeting;

import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomRules;
import dev.latchkey.statuslist.StatusList;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * One person inside one meeting: Metered's participant session.
 *
 * @param roomId the very room; a peer left behind in an archived room is nobody in a new one of the same name
 * @param subject who the person is to us: the app's own id of the user, or one made up for the token; empty without a token
 * @param jti the access token that let the person in; empty without one
 * @param tokenIssuedAt when that token was issued, which cut-offs go by; of no meaning without one
 * @param leaseUntil the first instant at which a peer that was not heard of counts as gone
 * @param stayUntil how long the peer may stay whatever becomes of the room; {@link Instant#MAX} for no limit
 * @param ejectAt the first instant at which the peer is out in any case: {@code stayUntil}, or the room's end if that is
 *     sooner and ejects; {@link Instant#MAX} for no limit
 * @param seat the counter that counts this peer; empty in a room without a cap
 * @param holds what else is counted for this peer
 * @param tokensFrom the version since which its session tokens are believed: it goes up when the place is taken over by a later
 *     entry of the same person, so that the tokens of the entry before die; 0 when it never was
 * @param version goes up when role, permissions or metadata change, or the place is taken over
 * @param changedAt when role, permissions or metadata changed last; {@link Instant#EPOCH} when they never did
 * @param presence what keeps the peer inside until {@code leaseUntil}
 */
public record Peer(
        String id,
        String sessionId,
        String roomId,
        String subject,
        String jti,
        Instant tokenIssuedAt,
        Person person,
        Grant grant,
        Instant joinedAt,
        Instant leaseUntil,
        Instant stayUntil,
        Instant ejectAt,
        String seat,
        Set<Hold> holds,
        long tokensFrom,
        long version,
        Instant changedAt,
        Presence presence) {
    /** How long a peer counts as inside without a heartbeat. */
    public static final Duration LEASE = Duration.ofSeconds(75);

    /** How often a peer's client should send a heartbeat. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private static final Role ERASED = new Role("erased");

    public Peer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(jti, "jti");
        Objects.requireNonNull(tokenIssuedAt, "tokenIssuedAt");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(grant, "grant");
        Objects.requireNonNull(joinedAt, "joinedAt");
        Objects.requireNonNull(leaseUntil, "leaseUntil");
        Objects.requireNonNull(stayUntil, "stayUntil");
        Objects.requireNonNull(ejectAt, "ejectAt");
        Objects.requireNonNull(seat, "seat");
        Objects.requireNonNull(presence, "presence");
        holds = Set.copyOf(holds);
        Objects.requireNonNull(changedAt, "changedAt");
    }

    /** One that heartbeats keep inside. */
    public Peer(
            String id,
            String sessionId,
            String roomId,
            String subject,
            String jti,
            Instant tokenIssuedAt,
            Person person,
            Grant grant,
            Instant joinedAt,
            Instant leaseUntil,
            Instant stayUntil,
            Instant ejectAt,
            String seat,
            Set<Hold> holds,
            long tokensFrom,
            long version,
            Instant changedAt) {
        this(
                id,
                sessionId,
                roomId,
                subject,
                jti,
                tokenIssuedAt,
                person,
                grant,
                joinedAt,
                leaseUntil,
                stayUntil,
                ejectAt,
                seat,
                holds,
                tokensFrom,
                version,
                changedAt,
                Presence.HEARTBEATS);
    }

    /** The first instant at which the peer is no longer inside unless it is heard of. */
    public Instant until() {
        return leaseUntil.isBefore(ejectAt) ? leaseUntil : ejectAt;
    }

    public boolean isInsideAt(Instant instant) {
        return instant.isBefore(until());
    }

    /** Whether the peer has been heard of lately and may stay, whatever the end of its room makes of that. */
    public boolean isHeardOfAt(Instant instant) {
        return instant.isBefore(leaseUntil) && instant.isBefore(stayUntil);
    }

    /** Whether all tokens issued before {@code tokensNotBefore} were revoked, and the one that let this peer in is one of them. */
    public boolean isCutOffBy(Instant tokensNotBefore) {
        return !jti.isEmpty() && tokenIssuedAt.isBefore(tokensNotBefore);
    }

    /** The same peer, as its room is now; as it is where another room has taken that one's name. */
    public Peer underRulesOf(Room room) {
        return room.id().equals(roomId) ? under(room.rules()) : this;
    }

    /** The same peer in a room with these rules: the end of a room may be moved while people are inside. */
    public Peer under(RoomRules rules) {
        Instant end = rules.ejectAtExpiry() && rules.expiresAt().isBefore(stayUntil) ? rules.expiresAt() : stayUntil;
        return with(sessionId, person, grant, leaseUntil, end, seat, holds, tokensFrom, version, changedAt);
    }

    /** The same peer in this session, counted by that seat. */
    public Peer placed(String inSession, String onSeat) {
        return with(inSession, person, grant, leaseUntil, ejectAt, onSeat, holds, tokensFrom, version, changedAt);
    }

    /** The same peer, for whom this is counted beside its seat. */
    public Peer holding(Set<Hold> held) {
        return with(sessionId, person, grant, leaseUntil, ejectAt, seat, held, tokensFrom, version, changedAt);
    }

    /** The same peer, heard of at {@code now} by a heartbeat, in a room with these rules and this meeting. */
    public Peer heardOf(Instant now, RoomRules rules, String inSession) {
        Instant beat = now.plus(LEASE);
        return heardOfUntil(beat, rules, inSession);
    }

    /** The same peer, whom its media server has at {@code now} by that entry. */
    Peer seen(String entry, Instant now, RoomRules rules) {
        Instant until = now.plus(Presence.SEEN);
        return kept(presence.seen(entry, until, heartbeats()), later(leaseUntil, until), rules, sessionId);
    }

    /**
     * The same peer, which its media server no longer has at {@code now}. What else keeps it does so; a connection for as long as the
     * lease, which may be a little longer than the connection gave.
     */
    Peer offServer(Instant now) {
        if (presence.isConnected()) {
            return kept(presence.offServer(), leaseUntil);
        }
        return presence.heartbeatUntil().isAfter(now)
                ? kept(presence.offServer(), presence.heartbeatUntil())
                : kept(Presence.DISCONNECTED, now);
    }

    /** How long its heartbeats alone keep it inside. Coming in counts as one only until the peer is heard of in another way. */
    private Instant heartbeats() {
        if (!presence.isByHeartbeatsAlone()) {
            return presence.heartbeatUntil();
        }
        return lastHeardOf().equals(joinedAt) && !presence.disconnected() ? Instant.EPOCH : leaseUntil;
    }

    private Peer heardOfUntil(Instant instant, RoomRules rules, String inSession) {
        Presence heard = presence.isByHeartbeatsAlone()
                ? Presence.HEARTBEATS
                : presence.withHeartbeat(later(presence.heartbeatUntil(), instant));
        return kept(heard, later(leaseUntil, instant), rules, inSession);
    }

    /** The same peer, kept inside by a connection that was opened at {@code now}, whatever heartbeats have kept it before. */
    public Peer connected(String connection, Instant now, RoomRules rules, String inSession) {
        return kept(presence.by(connection, Instant.EPOCH), now.plus(Presence.lease(rules)), rules, inSession);
    }

    /** The same peer, heard of at {@code now} by that connection: by another one, too, its holder is there. */
    public Peer pinged(String connection, Instant now, RoomRules rules, String inSession) {
        Instant lease = later(leaseUntil, now.plus(Presence.lease(rules)));
        if (presence.isConnected()) {
            return kept(presence, lease, rules, inSession);
        }
        // Between two connections, the heartbeats are all that the lease speaks of.
        Instant heartbeats = presence.isParticipating()
                ? presence.heartbeatUntil()
                : presence.disconnected() ? Instant.EPOCH : leaseUntil;
        return kept(presence.by(connection, heartbeats), lease, rules, inSession);
    }

    /** The same peer, whose connection ended while it has another one, which keeps it inside now. */
    public Peer handedOverTo(String connection) {
        return kept(presence.by(connection, presence.heartbeatUntil()), leaseUntil);
    }

    /** The same peer, whose connection has ended at {@code now}: it has a little time to come back, or something else keeps it. */
    public Peer disconnected(Instant now) {
        Instant grace = now.plus(Presence.GRACE);
        boolean isHeardOf = presence.heartbeatUntil().isAfter(grace);
        Instant heartbeats = isHeardOf ? presence.heartbeatUntil() : grace;
        return presence.isParticipating()
                ? kept(presence.left(heartbeats, !isHeardOf), later(heartbeats, presence.participantUntil()))
                : kept(isHeardOf ? Presence.HEARTBEATS : Presence.DISCONNECTED, heartbeats);
    }

    /** The same peer, present as another reading of it: what heartbeats and connections change, and nothing else. */
    public Peer presentAs(Peer other) {
        return kept(other.presence, other.leaseUntil)
                .with(
                        other.sessionId,
                        person,
                        grant,
                        other.leaseUntil,
                        other.ejectAt,
                        seat,
                        holds,
                        tokensFrom,
                        version,
                        changedAt);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Peer kept(Presence by, Instant until, RoomRules rules, String inSession) {
        Peer stays = under(rules).kept(by, until);
        return stays.with(inSession, person, grant, until, stays.ejectAt, seat, holds, tokensFrom, version, changedAt);
    }

    private Peer kept(Presence by, Instant until) {
        return new Peer(
                id,
                sessionId,
                roomId,
                subject,
                jti,
                tokenIssuedAt,
                person,
                grant,
                joinedAt,
                until,
                stayUntil,
                ejectAt,
                seat,
                holds,
                tokensFrom,
                version,
                changedAt,
                by);
    }

    /** The same peer, one version on, from which on alone its session tokens are believed. */
    public Peer takenOver() {
        return with(sessionId, person, grant, leaseUntil, ejectAt, seat, holds, version + 1, version + 1, changedAt);
    }

    /** Whether a session token of that version is no longer believed: the place has been taken over since. */
    public boolean isTakenOverSince(long tokenVersion) {
        return tokenVersion < tokensFrom;
    }

    /** At which index a status list says whether its session tokens are void. */
    public int statusIndex() {
        return StatusList.indexOf(id, tokensFrom);
    }

    /** The same peer, one version on, changed at {@code now}. */
    public Peer changed(Grant newGrant, Person newPerson, Instant now) {
        return with(sessionId, newPerson, newGrant, leaseUntil, ejectAt, seat, holds, tokensFrom, version + 1, now);
    }

    /** When it was heard of last. */
    public Instant lastHeardOf() {
        return leaseUntil.minus(LEASE);
    }

    /** Whether its heartbeat is missing, though its lease may not be over: who is overdue may well be gone. */
    public boolean isOverdueAt(Instant instant) {
        return !presence.isConnected() && instant.isAfter(lastHeardOf().plus(HEARTBEAT));
    }

    /** Nobody in particular, with the same times in the same meeting. A role of the app's own may say who it was. */
    public Peer anonymous() {
        Role role = Role.PREDEFINED.contains(grant.role()) ? grant.role() : ERASED;
        return new Peer(
                id,
                sessionId,
                roomId,
                "",
                "",
                tokenIssuedAt,
                Person.NOBODY,
                new Grant(role, grant.permissions()),
                joinedAt,
                leaseUntil,
                stayUntil,
                ejectAt,
                seat,
                Set.of(),
                tokensFrom,
                version,
                changedAt);
    }

    private Peer with(
            String inSession,
            Person asPerson,
            Grant withGrant,
            Instant leased,
            Instant ejected,
            String onSeat,
            Set<Hold> held,
            long believedFrom,
            long atVersion,
            Instant at) {
        return new Peer(
                id,
                inSession,
                roomId,
                subject,
                jti,
                tokenIssuedAt,
                asPerson,
                withGrant,
                joinedAt,
                leased,
                stayUntil,
                ejected,
                onSeat,
                held,
                believedFrom,
                atVersion,
                at,
                presence);
    }

    /** It carries names and addresses: it does not print. */
    @Override
    public String toString() {
        return "Peer[" + id + "]";
    }
}
