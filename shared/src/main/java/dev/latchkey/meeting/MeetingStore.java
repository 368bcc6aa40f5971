package dev.latchkey.meeting;

import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.SessionClaims;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where meetings and the people in them are kept. */
public interface MeetingStore {
    /**
     * Reads everything an entry is decided by: one round trip.
     *
     * @param token what was shown at the door; null when nothing was
     */
    Scene look(AppName app, RoomName room, @Nullable AccessClaims token);

    /**
     * Takes a place for the peer and starts a meeting if none goes on: one round trip unless others get in between. The cap
     * of the room holds exactly under any concurrency.
     *
     * @param by the join request that lets the peer in, which is used up by it; null without one
     */
    JoinOutcome join(Room room, Scene scene, Peer peer, @Nullable JoinRequest by, Instant now);

    Optional<Peer> find(AppName app, RoomName room, String peerId);

    /** Reads a peer's own standing together with its room: one round trip. */
    Inside lookInside(SessionClaims session);

    /** Those inside at {@code now}, up to {@code limit}, after the peer of that id. */
    Page<Peer> inside(Room room, int limit, Optional<String> afterPeerId, Instant now);

    /** Keeps the peer's new lease, and mends the meeting around it. Returns the peer; empty when it is out. */
    Optional<Peer> renew(Room room, @Nullable Session live, Peer heardOf, Instant now);

    /** Keeps the peer's new role, permissions or metadata. Returns false when it is not of the version before any more. */
    boolean update(Room room, Peer changed);

    /** Takes the peer out and ends the meeting with its last peer. Returns false when it was not inside any more. */
    boolean leave(AppName app, RoomName room, Peer peer, Departure how, Instant now);

    /**
     * Puts the peer out: the token that let it in no longer opens this room.
     *
     * @param ban whether its user is banned from the room as well
     * @return false when it was not inside any more; token and user are kept out all the same
     */
    boolean eject(Room room, Peer peer, boolean ban, Instant now);

    /** Puts everybody out and ends the meeting. */
    void close(Room room, Instant now);

    /** Keeps the user out of the room from now on. Those inside are not touched. */
    void ban(Room room, Ban ban);

    void unban(Room room, String subject);

    List<Ban> bans(Room room);

    /** Some meetings of the room, newest first. */
    Page<Session> sessions(Room room, int limit, Optional<String> afterSessionId, Instant now);

    /** Some of those who were or are in the meeting. */
    Page<Participation> participants(Room room, String sessionId, int limit, Optional<String> afterPeerId, Instant now);

    /** Some of the app's meetings that go on, newest first. */
    Page<LiveMeeting> live(AppName app, int limit, Optional<String> after, Instant now);
}
