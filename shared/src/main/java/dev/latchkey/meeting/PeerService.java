package dev.latchkey.meeting;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;
import dev.latchkey.json.JsonText;
import dev.latchkey.page.Page;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.permission.ModerationPolicy;
import dev.latchkey.permission.Rank;
import dev.latchkey.permission.Right;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.OptimisticUpdate;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.RoomStore;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.SessionTokens;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The people inside: who they are, that they still are, what they may do, and out with them. */
public final class PeerService {
    /** What takes a peer out as well where its session token is refused for it. */
    private static final Set<Reason> OUT = Set.of(Reason.TOKEN_REVOKED, Reason.BANNED);

    private final MeetingStore meetings;
    private final Attendance attendance;
    private final SessionTokens sessionTokens;
    private final SessionTokenIssue issue;
    private final Clock clock;
    private final AuditLog auditLog;

    public PeerService(
            MeetingStore meetings,
            RoomStore rooms,
            SessionTokens sessionTokens,
            SessionTokenIssue issue,
            Clock clock,
            AuditLog auditLog) {
        this.meetings = meetings;
        this.attendance = new Attendance(rooms, meetings);
        this.sessionTokens = sessionTokens;
        this.issue = issue;
        this.clock = clock;
        this.auditLog = auditLog;
    }

    /**
     * Who the holder of a session token is in its room now. What it may do is what is kept of it, never what the token says,
     * so an older token permits nothing that was taken away.
     *
     * @throws RefusedException when it has no say there any more
     */
    public Moderator authority(String sessionToken) {
        Instant now = clock.instant();
        SessionClaims claims = read(sessionToken, now);
        PeerSnapshot inside = requireInside(claims, now);
        return Moderator.ofPeer(room(inside), peer(inside));
    }

    /** Keeps the holder of the session token inside for another lease. */
    public Renewal heartbeat(String sessionToken) {
        Instant now = clock.instant();
        SessionClaims claims = claims(sessionToken);
        // The token says when its peer was last heard of; an older one of the peer's only makes the check due sooner.
        PeerSnapshot glanced = PeriodicCheck.isDue(claims.peerId(), claims.issuedAt(), now)
                ? meetings.glanceInside(claims)
                : meetings.glanceAt(HeldPlace.of(claims));
        HeardOf how = (peer, rules, session) -> peer.heardOf(now, rules, session);
        return renewal(keepInside(claims, glanced, now, how), now);
    }

    /** What a session token says, if it is one of ours whose time has not run out. */
    public SessionClaims claims(String sessionToken) {
        return read(sessionToken, clock.instant());
    }

    /** Keeps the holder of a session token inside by that connection from now on. */
    public Peer connect(SessionClaims claims, String connection) {
        Instant now = clock.instant();
        HeardOf how = (peer, rules, session) -> peer.connected(connection, now, rules, session);
        return keepInside(claims, meetings.glanceInside(claims), now, how).peer();
    }

    /** Keeps whoever holds the place inside, who is heard of by that connection. */
    public Renewal ping(HeldPlace place, String connection) {
        Instant now = clock.instant();
        HeardOf how = (peer, rules, session) -> peer.pinged(connection, now, rules, session);
        return renewal(keepInside(place, now, how).orElseGet(() -> keepInsideAsItIs(place, now, how)), now);
    }

    /** As for the holder of a session token, with less to read. Empty when something speaks against it, or seems to. */
    private Optional<Kept> keepInside(HeldPlace place, Instant now, HeardOf how) {
        PeerSnapshot glanced = meetings.glanceAt(place);
        if (!tells(glanced, now)) {
            return Optional.empty();
        }
        Room room = room(glanced);
        Peer before = peer(glanced);
        Peer heardOf = how.heardOf(before, room.rules(), before.sessionId());
        return meetings.renewUnlessHeldAgainst(room, before, heardOf, now)
                ? Optional.of(new Kept(room, heardOf))
                : Optional.empty();
    }

    private Kept keepInsideAsItIs(HeldPlace place, Instant now, HeardOf how) {
        SessionClaims claims = claims(place, now);
        return keepInside(claims, meetings.glanceInside(claims), now, how);
    }

    /** Somebody inside as its client is told of it, with the next session token. */
    public Renewal renewed(HeldPlace place) {
        Instant now = clock.instant();
        PeerSnapshot inside = requireInside(claims(place, now), now);
        return renewal(new Kept(room(inside), peer(inside)), now);
    }

    /** Who else is inside, as everybody inside may see it. */
    public Roster others(Renewal renewal) {
        return meetings.roster(renewal.room(), clock.instant())
                .without(renewal.peer().id());
    }

    /** Who the holder of the place is in its room now; see {@link #authority(String)}. */
    public Moderator authority(HeldPlace place) {
        Instant now = clock.instant();
        PeerSnapshot inside = requireInside(claims(place, now), now);
        return Moderator.ofPeer(room(inside), peer(inside));
    }

    /** Takes the holder of the place out; see {@link #leave(String)}. */
    public void leave(HeldPlace place) {
        Instant now = clock.instant();
        meetings.find(place.app(), place.room(), place.peerId())
                .filter(peer -> !peer.isTakenOverSince(place.peerVersion()))
                .ifPresent(peer -> goodbye(place.app(), place.room(), peer, now));
    }

    /** As a session token of the place would say it. */
    private SessionClaims claims(HeldPlace place, Instant now) {
        Peer peer = meetings.find(place.app(), place.room(), place.peerId()).orElseThrow(PeerService::gone);
        return new SessionClaims(
                place.app(),
                place.room(),
                place.roomId(),
                peer.sessionId(),
                peer.id(),
                place.peerVersion(),
                "",
                now,
                now.plus(SessionClaims.LIFETIME),
                peer.grant(),
                peer.jti(),
                peer.jti().isEmpty() ? "" : peer.subject(),
                peer.person().name());
    }

    /** Keeps a peer inside, unless something speaks against it by now. */
    private Kept keepInside(SessionClaims claims, PeerSnapshot glanced, Instant now, HeardOf how) {
        return OptimisticUpdate.make(
                "the peer",
                tells(glanced, now) ? glanced : requireInside(claims, now),
                () -> requireInside(claims, now),
                inside -> keepInside(inside, now, how));
    }

    /** Who came in a moment ago may be missing, or seem to be in no meeting or in another: only a look says so. */
    private static boolean tells(PeerSnapshot glanced, Instant now) {
        Session live = glanced.live();
        return live != null
                && glanced.refusal(now).isEmpty()
                && live.id().equals(peer(glanced).sessionId());
    }

    private Optional<Kept> keepInside(PeerSnapshot inside, Instant now, HeardOf how) {
        Room room = room(inside);
        Peer before = peer(inside);
        Session live = inside.live();
        Peer heardOf = how.heardOf(before, room.rules(), live == null ? before.sessionId() : live.id());
        if (!meetings.renew(room, before, heardOf, now)) {
            return Optional.empty();
        }
        Peer renewed = live == null ? meetings.mend(room, heardOf, now).orElseThrow(PeerService::gone) : heardOf;
        return Optional.of(new Kept(room, renewed));
    }

    private Renewal renewal(Kept kept, Instant now) {
        return new Renewal(kept.room(), kept.peer(), issue.issue(kept.room(), kept.peer(), now));
    }

    /**
     * Takes the holder of the session token out. Harmless for one who is out already, or whose place a later entry has taken over.
     *
     * @return the app whose room it was
     */
    public AppName leave(String sessionToken) {
        Instant now = clock.instant();
        SessionClaims claims = read(sessionToken, now);
        meetings.find(claims.app(), claims.roomName(), claims.peerId())
                // The page that is being reloaded says goodbye when the new one has its place already.
                .filter(peer -> !peer.isTakenOverSince(claims.peerVersion()))
                .ifPresent(peer -> goodbye(claims.app(), claims.roomName(), peer, now));
        return claims.app();
    }

    /** Whether the time of somebody who says goodbye was up before is up to his room, whose end may have been moved. */
    private void goodbye(AppName app, RoomName name, Peer peer, Instant now) {
        Peer inRoom = now.isBefore(peer.ejectAt()) ? peer : attendance.underRules(app, name, peer);
        takeOut(app, name, inRoom, Departure.LEFT, now);
    }

    /** Takes a peer out; if its time was up before, as of then. */
    private void takeOut(AppName app, RoomName name, Peer peer, Departure how, Instant now) {
        if (now.isBefore(peer.ejectAt())) {
            meetings.leave(app, name, peer, how, now);
        } else {
            meetings.evict(app, name, peer, now);
        }
    }

    /** Changes a peer. */
    public Peer update(Moderator by, String peerId, PeerChange wanted) {
        if (wanted.grant().isEmpty()) {
            return change(by, peerId, wanted);
        }
        return auditLog.refusing(about(AuditEvent.What.ROLE_CHANGE, by).peer(peerId), () -> {
            Peer changed = change(by, peerId, wanted);
            auditLog.record(aboutPeer(AuditEvent.What.ROLE_CHANGE, by, changed)
                    .role(changed.grant().role())
                    .granted());
            return changed;
        });
    }

    private Peer change(Moderator by, String peerId, PeerChange wanted) {
        JsonText metadata = wanted.metadata();
        Supplier<Peer> read = () -> requirePeer(by.room(), peerId);
        return OptimisticUpdate.make("the peer", read.get(), read, peer -> {
            Grant grant = wanted.grant().isEmpty() ? peer.grant() : changedGrant(by, peer, wanted.grant());
            Person person = metadata == null ? peer.person() : changedPerson(by, peer, metadata);
            Peer changed = peer.changed(grant, person, clock.instant());
            return meetings.update(by.room(), peer, changed) ? Optional.of(changed) : Optional.empty();
        });
    }

    private static Grant changedGrant(Moderator by, Peer peer, GrantRequest wanted) {
        Grant grant = wanted.over(peer.grant());
        ModerationPolicy.changing(by.grant(), peer.grant(), grant).ifPresent(Refusal::raise);
        return grant;
    }

    private static Person changedPerson(Moderator by, Peer peer, JsonText metadata) {
        boolean own = by.self() != null && by.self().id().equals(peer.id());
        if (!own || !peer.grant().permissions().has(Right.UPDATE_METADATA)) {
            ModerationPolicy.acting(by.grant(), peer.grant()).ifPresent(Refusal::raise);
        }
        return peer.person().withMetadata(metadata);
    }

    /**
     * Puts a peer out.
     *
     * @return whether its user is banned, which needs a user: nobody knows who comes without a token
     */
    public boolean eject(Moderator by, String peerId, boolean ban) {
        return eject(by, peerId, ban, begun -> {});
    }

    /**
     * The same for an ejection that can be brought to its end when it is interrupted.
     *
     * @param noted is told of it once it is certain that the peer is put out, and before it is
     */
    public boolean eject(Moderator by, String peerId, boolean ban, Consumer<Ejection> noted) {
        Peer peer = auditLog.refusing(
                about(AuditEvent.What.EJECTION, by).peer(peerId), () -> requirePeer(by.room(), peerId));
        return auditLog.granting(aboutPeer(AuditEvent.What.EJECTION, by, peer), () -> {
            ModerationPolicy.acting(by.grant(), peer.grant()).ifPresent(Refusal::raise);
            Instant now = clock.instant();
            boolean bans = ban && !peer.subject().isEmpty();
            if (bans) {
                requireMayBan(by, peer.subject(), now);
            }
            Ejection begun = new Ejection(peer.id(), peer.sessionId(), bans, now);
            noted.accept(begun);
            putOut(by, peer, begun);
            return bans;
        });
    }

    /** Brings an ejection to its end that may have been interrupted anywhere. One that had come to its end stays as it is. */
    public void finish(Moderator by, Ejection begun) {
        Room room = by.room();
        Optional<Peer> inside = meetings.find(room.app(), room.name(), begun.peerId());
        inside.or(() -> findGone(room, begun)).ifPresent(peer -> {
            putOut(by, peer, begun);
            auditLog.record(aboutPeer(AuditEvent.What.EJECTION, by, peer).granted());
        });
    }

    private Optional<Peer> findGone(Room room, Ejection begun) {
        Instant now = clock.instant();
        return Page.all(Roster.MOST, wanted -> meetings.participants(room, begun.sessionId(), wanted, now)).stream()
                .map(Participation::peer)
                .filter(peer -> peer.id().equals(begun.peerId()))
                .findFirst();
    }

    private void putOut(Moderator by, Peer peer, Ejection begun) {
        Instant now = clock.instant();
        Room room = by.room();
        // The ejection comes first, so that whoever is heard of meanwhile is told of that; the ban looks who is inside
        // once more.
        meetings.eject(room, peer, now);
        if (!peer.jti().isEmpty()) {
            recordOut(by, meetings.putOutByToken(room.app(), room.name(), peer.jti(), now), "same_token");
        }
        // One who was erased meanwhile has no subject any more; the ban that was made holds all the same.
        if (begun.bans() && !peer.subject().isEmpty()) {
            Ban made = banOf(by, peer.subject(), begun.at());
            meetings.ban(room, made);
            auditLog.record(aboutPeer(AuditEvent.What.BAN, by, peer).granted());
            putOut(by, made, now);
        }
    }

    /**
     * Keeps a user out of the room for good, and puts out whoever is inside as that user.
     *
     * @throws RefusedException forbidden to who may not decide in the room; role_change_not_allowed when the user is inside as
     *     somebody above; then nothing is written
     */
    public void ban(Moderator by, String subject) {
        Instant now = clock.instant();
        Ban ban =
                auditLog.granting(about(AuditEvent.What.BAN, by).user(by.room().app(), subject), () -> {
                    requireMayBan(by, subject, now);
                    Ban made = banOf(by, subject, now);
                    meetings.ban(by.room(), made);
                    return made;
                });
        putOut(by, ban, now);
    }

    /** Takes out whoever is inside as that user, once it is written down that he may not be. */
    private void putOut(Moderator by, Ban ban, Instant now) {
        Room room = by.room();
        List<Peer> out =
                meetings.putOutUser(room, ban.subject(), peer -> ban.rank().binds(peer.grant()), Departure.BANNED, now);
        recordOut(by, out, "banned");
    }

    private void recordOut(Moderator by, List<Peer> out, String rule) {
        for (Peer peer : out) {
            auditLog.record(
                    aboutPeer(AuditEvent.What.EJECTION, by, peer).granted().rule(rule));
        }
    }

    private static Ban banOf(Moderator by, String subject, Instant now) {
        return new Ban(subject, now, Rank.of(by.grant()), by.id());
    }

    private void requireMayBan(Moderator by, String subject, Instant now) {
        ModerationPolicy.deciding(by.grant()).ifPresent(Refusal::raise);
        if (Rank.of(by.grant()) == Rank.HOST) {
            // Nobody is above a host, so nobody has to be looked for.
            return;
        }
        for (Peer peer : meetings.insideAs(by.room(), subject, now)) {
            ModerationPolicy.acting(by.grant(), peer.grant()).ifPresent(Refusal::raise);
        }
    }

    /**
     * Lets a user come back.
     *
     * @throws RefusedException forbidden to who may not decide in the room; role_change_not_allowed when somebody above has
     *     banned the user
     */
    public void unban(Moderator by, String subject) {
        auditLog.granting(about(AuditEvent.What.UNBAN, by).user(by.room().app(), subject), () -> {
            ModerationPolicy.deciding(by.grant()).ifPresent(Refusal::raise);
            if (!meetings.unban(by.room(), subject, ModerationPolicy.liftable(by.grant()), by.id())) {
                throw new RefusedException(
                        Reason.ROLE_CHANGE_NOT_ALLOWED, "nobody lifts the ban of somebody of a higher rank");
            }
            return subject;
        });
    }

    private static AuditEvent about(AuditEvent.What what, Moderator by) {
        return AuditEvent.about(what).room(by.room()).by(by.id());
    }

    private static AuditEvent aboutPeer(AuditEvent.What what, Moderator by, Peer peer) {
        return about(what, by).peer(peer.id()).jti(peer.jti()).user(by.room().app(), peer.subject());
    }

    private SessionClaims read(String sessionToken, Instant now) {
        return auditLog.refusing(
                AuditEvent.about(AuditEvent.What.SESSION), () -> sessionTokens.read(sessionToken, now));
    }

    private Peer requirePeer(Room room, String peerId) {
        Instant now = clock.instant();
        return meetings.find(room.app(), room.name(), peerId)
                .map(peer -> peer.under(room.rules()))
                .filter(peer -> peer.roomId().equals(room.id()) && peer.isInsideAt(now))
                .orElseThrow(() -> new RefusedException(Reason.PEER_NOT_FOUND, "there is no such peer in the room"));
    }

    /** Whoever has no say any more is taken out as well: the token that let it in may have been revoked since. */
    private PeerSnapshot requireInside(SessionClaims claims, Instant now) {
        AuditEvent about = AuditEvent.about(AuditEvent.What.SESSION)
                .room(claims.app(), claims.roomName())
                .peer(claims.peerId())
                .jti(claims.accessJti());
        return auditLog.refusing(about, () -> {
            PeerSnapshot inside = meetings.lookInside(claims);
            requireInside(claims, inside, now);
            return inside;
        });
    }

    private void requireInside(SessionClaims claims, PeerSnapshot inside, Instant now) {
        inside.refusal(now).ifPresent(refusal -> {
            Peer peer = inside.peer();
            if (peer != null && !inside.isTakenOver() && OUT.contains(refusal.reason())) {
                takeOut(
                        claims.app(),
                        claims.roomName(),
                        peer,
                        Departure.of(refusal.reason(), inside.restrictions()),
                        now);
            }
            // Whose time was up holds a token that ended with it.
            boolean ended = refusal.reason() == Reason.TOKEN_REVOKED && !now.isBefore(claims.expires());
            RefusedException refused = ended
                    ? new RefusedException(Reason.TOKEN_EXPIRED, "the session token has expired")
                    : refusal.toException();
            throw refused.departed(departure(claims, inside));
        });
    }

    /** How the holder of a session token went, as it stands in history; empty where it does not. */
    private String departure(SessionClaims claims, PeerSnapshot inside) {
        if (inside.isTakenOver()) {
            return Departure.REPLACED.wireName();
        }
        return meetings.findPast(claims.app(), claims.roomName(), claims.sessionId(), claims.peerId())
                .map(past -> past.peer().isTakenOverSince(claims.peerVersion())
                        ? Departure.REPLACED.wireName()
                        : past.reason())
                .orElse("");
    }

    private static Room room(PeerSnapshot inside) {
        return java.util.Objects.requireNonNull(inside.room());
    }

    private static Peer peer(PeerSnapshot inside) {
        return java.util.Objects.requireNonNull(inside.peer());
    }

    private static RefusedException gone() {
        return new RefusedException(Reason.TOKEN_REVOKED, "its holder is no longer in the room");
    }

    /** What hearing of a peer makes of it. */
    private interface HeardOf {
        Peer heardOf(Peer peer, RoomRules rules, String session);
    }

    /** A peer that goes on being inside. */
    private record Kept(Room room, Peer peer) {}

    /** A peer that is heard of, with its new session token. */
    public record Renewal(Room room, Peer peer, String sessionToken) {
        /** It carries a token and a name: it does not print. */
        @Override
        public String toString() {
            return "Renewal[" + peer.id() + "]";
        }
    }
}
