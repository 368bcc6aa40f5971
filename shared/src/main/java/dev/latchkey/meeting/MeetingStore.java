package dev.latchkey.meeting;

import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Rank;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.SessionClaims;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Where meetings and the people in them are kept. */
public interface MeetingStore {
    /**
     * Reads everything an entry is decided by: one round trip. It is a glance: what was written within the last second may be
     * missing. Whoever is admitted on the strength of it is judged again by {@link #confirm}.
     *
     * @param presented what was shown at the door
     */
    EntrySnapshot look(AppName app, RoomName room, Presented presented);

    /** The same scene with the room as it is at this very moment, for somebody whom a glance would keep out. */
    EntrySnapshot lookAgain(EntrySnapshot seen, AppName app, RoomName room);

    /**
     * Takes a place for the peer and starts a meeting if none goes on: one round trip unless others get in between, after one
     * to see who else is inside. The cap of the room holds exactly under any concurrency.
     *
     * @param presented what lets the peer in
     */
    JoinOutcome join(Room room, EntrySnapshot snapshot, Peer peer, Presented presented, Instant now);

    /**
     * The same for somebody who had to wait.
     *
     * @param by the join request that lets the peer in, which is used up by it
     */
    JoinOutcome join(Room room, EntrySnapshot snapshot, Peer peer, JoinRequest by, Instant now);

    /**
     * Lists the peer as inside, and reads again, consistently, what somebody is judged by: one round trip. Whoever puts somebody
     * out first writes that down and then looks who is inside; whoever comes in first takes his place and then reads this. So of
     * two at the same moment one sees the other.
     */
    EntrySnapshot confirm(Room room, Peer peer, Presented presented);

    /** Who is inside, as everybody inside may see it. */
    Roster roster(Room room, Instant now);

    Optional<Peer> find(AppName app, RoomName room, String peerId);

    /** Somebody who was in that meeting and no longer is. */
    Optional<Participation> findPast(AppName app, RoomName room, String sessionId, String peerId);

    /** Reads a peer's own standing together with its room: one round trip. */
    PeerSnapshot lookInside(SessionClaims session);

    /**
     * The same, a third cheaper. App and room are as they are; of the rest, what was written within the last second may be missing,
     * so nobody is refused on the strength of this, and {@link #renew} finds out whether the peer is as it was read. In a large room
     * that goes for app and room as well.
     */
    PeerSnapshot glanceInside(SessionClaims session);

    /** The same for a place, but that nothing is asked of what is held against its holder: {@link #renewUnlessHeldAgainst} asks. */
    PeerSnapshot glanceAt(HeldPlace place);

    /** Some of those inside at {@code now}. A place in the list is the id of a peer. */
    Page<Peer> inside(Room room, PageRequest<String> wanted, Instant now);

    /**
     * Keeps the peer's new lease, and what gives it.
     *
     * @param before the peer as it was read
     * @return false when it is out, when it was changed or its place has been taken over since, or when it was heard of otherwise in
     *     this very moment
     */
    boolean renew(Room room, Peer before, Peer heardOf, Instant now);

    /**
     * The same, and it is asked in the same moment, and as late as in a glance, whether anything is held against the access token
     * that let the peer in or against its user.
     *
     * @param room as it was read for this: where it says that nobody was ever kept out of it, that is not asked
     * @return false also when something is; the lease may have been renewed then
     */
    boolean renewUnlessHeldAgainst(Room room, Peer before, Peer heardOf, Instant now);

    /**
     * Keeps what is left of a peer's lease when its live connection ends.
     *
     * @param before the peer as it was read
     * @return false as {@link #renew}
     */
    boolean disconnect(AppName app, RoomName room, Peer before, Peer left);

    /**
     * Gives the peer's place to a later entry of the same person: as {@link #renew}, one version on.
     *
     * @param before the peer as it was read, whose session tokens are void from now on
     * @param takenOver that peer as {@link Peer#takenOver} makes it
     * @return false when it is out, or not of the version before any more
     */
    boolean takeOver(Room room, Peer before, Peer takenOver, Instant now);

    /**
     * Mends the meeting around a peer that is inside although none goes on: it was taken for over while the peer was coming in,
     * and goes on, unless another has begun. To be called once the peer's lease is kept.
     *
     * @return the peer, in the meeting that goes on; empty when it is out
     */
    Optional<Peer> mend(Room room, Peer heardOf, Instant now);

    /** Keeps the peer's new role, permissions or metadata. Returns false when it is not of the version {@code before} any more. */
    boolean update(Room room, Peer before, Peer changed);

    /** Takes the peer out and ends the meeting with its last peer. Returns false when it was not inside any more. */
    boolean leave(AppName app, RoomName room, Peer peer, Departure how, Instant now);

    /**
     * Takes out a peer whose time has run out, as of the instant at which it did, and ends the meeting with its last peer.
     *
     * @param peer under the rules of its room, whose {@link Peer#until} has come
     * @return false when it was heard of in this very moment, or is out already
     */
    boolean evict(AppName app, RoomName room, Peer peer, Instant now);

    /** Takes out all whose time has run out, as {@link #evict} does, and ends the meeting that nobody is left in. */
    void takeOutOverdue(Room room, Instant now);

    /** Whether a meeting goes on in that very room, or has not been ended yet. */
    boolean isLive(Room room);

    /**
     * Since when nobody inside may share anything, see {@link Activity}; empty while somebody may, and without a meeting.
     */
    Optional<Instant> quietSince(Room room, Instant now);

    /**
     * Ends a quiet meeting as of {@code end}: takes out everybody who may share nothing.
     *
     * @return false when some are left, since something was changed about them in this very moment
     */
    boolean endQuiet(Room room, Instant end, Instant now);

    /** Takes all of those out of a room. Returns who was inside until then. */
    List<Peer> putOut(Room room, Predicate<Peer> whom, Departure how, Instant now);

    /** Takes out of a room whoever is inside as that user, and is of those. Returns who was inside until then. */
    List<Peer> putOutUser(Room room, String subject, Predicate<Peer> whom, Departure how, Instant now);

    /** Who is inside as that user at {@code now}. */
    List<Peer> insideAs(Room room, String subject, Instant now);

    /**
     * Takes all of those out of the app's rooms in which meetings go on.
     *
     * @param most how many meetings at most
     * @return who was inside until then
     */
    List<Peer> putOutOfMeetings(AppName app, int most, Predicate<Peer> whom, Departure how, Instant now);

    /** Takes whoever came in by that token out of every room, since it is revoked. Returns who was inside until then. */
    List<Peer> putOutByToken(AppName app, String jti, Instant now);

    /** Takes whoever came in by that token out of one room, since its holder is ejected. Returns who was inside until then. */
    List<Peer> putOutByToken(AppName app, RoomName room, String jti, Instant now);

    /** Who is inside the room by that token at {@code now}; of several, whoever came first. */
    Optional<Peer> insideByToken(AppName app, RoomName room, String jti, Instant now);

    /**
     * Puts the peer out: the token that let it in no longer opens this room.
     *
     * @return false when it was not inside any more; its token is kept out all the same
     */
    boolean eject(Room room, Peer peer, Instant now);

    /** Puts everybody out and ends the meeting. */
    void close(Room room, Instant now);

    /** Keeps the user out of the room from now on. Those inside are not touched. A ban of a higher maker stands. */
    void ban(Room room, Ban ban);

    /**
     * Lifts the ban of the user.
     *
     * @param ofRanks the ranks of those whose bans may be lifted
     * @param by who lifts it, as in {@link Moderator#id}
     * @return false when a ban of somebody else stands
     */
    boolean unban(Room room, String subject, Set<Rank> ofRanks, String by);

    List<Ban> bans(Room room);

    /** Some meetings of the room, newest first. A place in the list is the id of a meeting, whether or not there is one of it. */
    Page<Session> sessions(Room room, PageRequest<String> wanted, Instant now);

    /** Whether the room had, or has, a meeting of that id. */
    boolean hasSession(Room room, String sessionId);

    /** Some of those who were or are in the meeting; nobody when the room had no such meeting. */
    Page<Participation> participants(Room room, String sessionId, PageRequest<String> wanted, Instant now);

    /** Some of the app's meetings that go on, newest first. */
    Page<LiveMeeting> live(AppName app, PageRequest<String> wanted, Instant now);
}
