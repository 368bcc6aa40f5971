package dev.latchkey.meeting;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.Person;
import dev.latchkey.claims.SessionClaims;
import dev.latchkey.claims.SessionTokens;
import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import dev.latchkey.permission.RoleChange;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The people inside: who they are, that they still are, what they may do, and out with them. */
public final class Floor {
    private static final int ATTEMPTS = 5;

    private final MeetingStore meetings;
    private final SessionTokens sessionTokens;
    private final SessionTokenIssue issue;
    private final Clock clock;
    private final DecisionLog decisions;

    public Floor(MeetingStore meetings, SessionTokens sessionTokens, Clock clock, DecisionLog decisions) {
        this.meetings = meetings;
        this.sessionTokens = sessionTokens;
        this.issue = new SessionTokenIssue(sessionTokens);
        this.clock = clock;
        this.decisions = decisions;
    }

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Who the holder of a session token is in its room now. What it may do is what is kept of it, never what the token says,
     * so an older token permits nothing that was taken away.
     *
     * @throws RefusedException when it has no say there any more
     */
    public Authority authority(String sessionToken) {
        Instant now = now();
        SessionClaims claims = read(sessionToken, now);
        Inside inside = requireInside(claims, now);
        return Authority.ofPeer(room(inside), peer(inside));
    }

    /** Keeps the holder of the session token inside for another lease. */
    public Renewal heartbeat(String sessionToken) {
        Instant now = now();
        SessionClaims claims = read(sessionToken, now);
        Inside inside = requireInside(claims, now);
        Room room = room(inside);
        Session live = inside.live();
        Peer heardOf = peer(inside)
                .heardOf(now, room.rules(), live == null ? peer(inside).sessionId() : live.id());
        if (!heardOf.isInsideAt(now)) {
            meetings.leave(room.app(), room.name(), peer(inside), Departure.TIME_UP, now);
            throw gone();
        }
        Peer renewed = meetings.renew(room, live, heardOf, now).orElseThrow(Floor::gone);
        return new Renewal(room, renewed, issue.issue(room, renewed, now));
    }

    /**
     * Takes the holder of the session token out. Harmless for one who is out already.
     *
     * @return the app whose room it was
     */
    public AppName leave(String sessionToken) {
        Instant now = now();
        SessionClaims claims = read(sessionToken, now);
        meetings.find(claims.app(), claims.roomName(), claims.peerId())
                .ifPresent(peer -> meetings.leave(claims.app(), claims.roomName(), peer, Departure.LEFT, now));
        return claims.app();
    }

    /**
     * Changes a peer.
     *
     * @param wanted the role and permissions to give; empty to leave them
     * @param metadata null to leave it
     */
    public Peer update(Authority by, String peerId, GrantRequest wanted, @Nullable JsonText metadata) {
        if (wanted.isEmpty()) {
            return change(by, peerId, wanted, metadata);
        }
        return decisions.refusing(about(Decision.What.ROLE_CHANGE, by).peer(peerId), () -> {
            Peer changed = change(by, peerId, wanted, metadata);
            decisions.record(aboutPeer(Decision.What.ROLE_CHANGE, by, changed)
                    .role(changed.grant().role())
                    .granted());
            return changed;
        });
    }

    private Peer change(Authority by, String peerId, GrantRequest wanted, @Nullable JsonText metadata) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Peer peer = requirePeer(by.room(), peerId);
            Grant grant = wanted.isEmpty() ? peer.grant() : changedGrant(by, peer, wanted);
            Person person = metadata == null ? peer.person() : changedPerson(by, peer, metadata);
            Peer changed = peer.changed(grant, person);
            if (meetings.update(by.room(), changed)) {
                return changed;
            }
        }
        throw new RefusedException(Reason.UNAVAILABLE, "the peer is being changed by too many callers at once");
    }

    private static Grant changedGrant(Authority by, Peer peer, GrantRequest wanted) {
        Grant grant = wanted.role() == null && wanted.isAdmin() == null
                ? new Grant(
                        peer.grant().role(), wanted.overlay().over(peer.grant().permissions()))
                : wanted.grant();
        if (!by.grant().permissions().admin()
                || !RoleChange.allowed(by.grant(), peer.grant().role(), grant)) {
            throw new RefusedException(
                    Reason.ROLE_CHANGE_NOT_ALLOWED,
                    "a host may give any role, a coHost any but host and none to a host, nobody else any");
        }
        return grant;
    }

    private static Person changedPerson(Authority by, Peer peer, JsonText metadata) {
        boolean own = by.self() != null && by.self().id().equals(peer.id());
        boolean may = own ? peer.grant().permissions().has(Right.UPDATE_METADATA) : false;
        if (!may && !by.grant().permissions().admin()) {
            throw new RefusedException(Reason.FORBIDDEN, "you may not change this peer's metadata");
        }
        return peer.person().withMetadata(metadata);
    }

    /**
     * Puts a peer out.
     *
     * @return whether its user is banned, which needs a user: nobody knows who comes without a token
     */
    public boolean eject(Authority by, String peerId, boolean ban) {
        Peer peer = decisions.refusing(
                about(Decision.What.EJECTION, by).peer(peerId), () -> requirePeer(by.room(), peerId));
        return decisions.granting(aboutPeer(Decision.What.EJECTION, by, peer), () -> eject(by, peer, ban));
    }

    private boolean eject(Authority by, Peer peer, boolean ban) {
        boolean hostAboveAll =
                peer.grant().role().equals(Role.HOST) && !by.grant().role().equals(Role.HOST);
        if (hostAboveAll) {
            throw new RefusedException(Reason.ROLE_CHANGE_NOT_ALLOWED, "only a host puts a host out");
        }
        boolean bans = ban && !peer.subject().isEmpty();
        meetings.eject(by.room(), peer, bans, now());
        if (bans) {
            decisions.record(aboutPeer(Decision.What.BAN, by, peer).granted());
        }
        return bans;
    }

    /** Keeps a user out of the room for good, and puts out whoever is inside as that user. */
    public void ban(Authority by, String subject) {
        Instant now = now();
        meetings.ban(by.room(), new Ban(subject, now));
        decisions.record(
                about(Decision.What.BAN, by).user(by.room().app(), subject).granted());
        Optional<String> after = Optional.empty();
        do {
            Page<Peer> page = meetings.inside(by.room(), Scene.MOST_LISTED, after, now);
            for (Peer peer : page.entries()) {
                if (peer.subject().equals(subject)) {
                    meetings.eject(by.room(), peer, true, now);
                    decisions.record(aboutPeer(Decision.What.EJECTION, by, peer)
                            .granted()
                            .rule("banned"));
                }
            }
            after = page.next();
        } while (after.isPresent());
    }

    /** Lets a user come back. */
    public void unban(Authority by, String subject) {
        meetings.unban(by.room(), subject);
        decisions.record(
                about(Decision.What.UNBAN, by).user(by.room().app(), subject).granted());
    }

    private static Decision about(Decision.What what, Authority by) {
        return Decision.about(what).room(by.room()).by(by.id());
    }

    private static Decision aboutPeer(Decision.What what, Authority by, Peer peer) {
        return about(what, by).peer(peer.id()).jti(peer.jti()).user(by.room().app(), peer.subject());
    }

    private SessionClaims read(String sessionToken, Instant now) {
        return decisions.refusing(Decision.about(Decision.What.SESSION), () -> sessionTokens.read(sessionToken, now));
    }

    private Peer requirePeer(Room room, String peerId) {
        Instant now = now();
        return meetings.find(room.app(), room.name(), peerId)
                .filter(peer -> peer.roomId().equals(room.id()) && peer.isInsideAt(now))
                .orElseThrow(() -> new RefusedException(Reason.PEER_NOT_FOUND, "there is no such peer in the room"));
    }

    /** Whoever has no say any more is taken out as well: the token that let it in may have been revoked since. */
    private Inside requireInside(SessionClaims claims, Instant now) {
        Decision about = Decision.about(Decision.What.SESSION)
                .room(claims.app(), claims.roomName())
                .peer(claims.peerId())
                .jti(claims.accessJti());
        return decisions.refusing(about, () -> {
            Inside inside = meetings.lookInside(claims);
            requireInside(claims, inside, now);
            return inside;
        });
    }

    private void requireInside(SessionClaims claims, Inside inside, Instant now) {
        inside.refusal(now).ifPresent(refusal -> {
            Peer peer = inside.peer();
            if (peer != null && refusal.reason() == Reason.TOKEN_REVOKED) {
                Departure how = now.isBefore(peer.ejectAt()) ? Departure.EJECTED : Departure.TIME_UP;
                meetings.leave(claims.app(), claims.roomName(), peer, how, now);
            }
            throw refusal.toException();
        });
    }

    private static Room room(Inside inside) {
        return java.util.Objects.requireNonNull(inside.room());
    }

    private static Peer peer(Inside inside) {
        return java.util.Objects.requireNonNull(inside.peer());
    }

    private static RefusedException gone() {
        return new RefusedException(Reason.TOKEN_REVOKED, "its holder is no longer in the room");
    }

    /** A peer that is heard of, with its new session token. */
    public record Renewal(Room room, Peer peer, String sessionToken) {
        /** It carries a token and a name: it does not print. */
        @Override
        public String toString() {
            return "Renewal[" + peer.id() + "]";
        }
    }
}
