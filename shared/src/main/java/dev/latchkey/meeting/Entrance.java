package dev.latchkey.meeting;

import dev.latchkey.access.Entry;
import dev.latchkey.access.EntryPolicy;
import dev.latchkey.access.Presented;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.AccessTokens;
import dev.latchkey.claims.Person;
import dev.latchkey.claims.SessionClaims;
import dev.latchkey.claims.SessionTokens;
import dev.latchkey.id.Ids;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door: brings one person into one room, or says why not. */
public final class Entrance {
    private final MeetingStore meetings;
    private final AccessTokens accessTokens;
    private final SessionTokens sessionTokens;
    private final Clock clock;

    public Entrance(MeetingStore meetings, AccessTokens accessTokens, SessionTokens sessionTokens, Clock clock) {
        this.meetings = meetings;
        this.accessTokens = accessTokens;
        this.sessionTokens = sessionTokens;
        this.clock = clock;
    }

    /**
     * @param accessToken what was shown at the door; null when nothing was
     * @param person who the visitor says to be, where no token says so
     * @throws RefusedException with the first rule that keeps the person out
     */
    public Admission enter(AppName appName, RoomName roomName, @Nullable String accessToken, Person person) {
        Presented presented = present(accessToken);
        AccessClaims token = presented instanceof Presented.SignedToken signed ? signed.claims() : null;
        Scene scene = meetings.look(appName, roomName, token);
        requireEnabled(scene.app());
        Instant now = clock.instant();
        Entry entry = EntryPolicy.decide(scene.room(), presented, scene.standing(), person, false, now);
        if (entry instanceof Entry.Admit admit && scene.room() != null) {
            return admit(scene.room(), scene, admit, token, now);
        }
        throw refusal(entry).toException();
    }

    private Presented present(@Nullable String accessToken) {
        if (accessToken == null) {
            return new Presented.Nothing();
        }
        try {
            return new Presented.SignedToken(accessTokens.read(accessToken));
        } catch (RefusedException e) {
            if (e.reason() == Reason.TOKEN_INVALID) {
                return new Presented.BadToken(new Refusal(e.reason(), e.detail()));
            }
            throw e;
        }
    }

    private static void requireEnabled(@Nullable App app) {
        if (app == null) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        if (!app.enabled()) {
            throw new RefusedException(Reason.FORBIDDEN, "this app is switched off");
        }
    }

    private static Refusal refusal(Entry entry) {
        if (entry instanceof Entry.Refuse refuse) {
            return refuse.refusal();
        }
        return new Refusal(Reason.TOKEN_REQUIRED, "only an admin's access token opens this room now");
    }

    private Admission admit(Room room, Scene scene, Entry.Admit admit, @Nullable AccessClaims token, Instant now) {
        Peer peer = new Peer(
                Ids.ulid(now),
                "",
                room.id(),
                token == null ? "" : token.subject(),
                token == null ? "" : token.jti(),
                admit.person(),
                admit.grant(),
                now,
                now.plus(Peer.LEASE),
                admit.ejectAt(),
                "",
                1);
        Optional<Session> joined = meetings.join(room, scene, peer, now);
        if (joined.isEmpty()) {
            throw new RefusedException(Reason.ROOM_FULL, "the room is full");
        }
        Session session = joined.get();
        Peer inside = peer.placed(session.id(), "");
        return new Admission(room, session, inside, scene.insideAt(now), sign(room, inside, now));
    }

    private String sign(Room room, Peer peer, Instant now) {
        Instant latest = now.plus(SessionClaims.LIFETIME);
        return sessionTokens.sign(new SessionClaims(
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
                peer.person().name()));
    }

    /** What the peer may do here: its own permissions, less what the room withholds from everybody but admins. */
    public static Grant effective(Room room, Grant grant) {
        return grant.permissions().admin()
                ? grant
                : new Grant(
                        grant.role(), grant.permissions().without(room.rules().withheld()));
    }
}
