package dev.latchkey.meeting;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.access.Entry;
import dev.latchkey.access.EntryPolicy;
import dev.latchkey.access.Presented;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.AccessTokens;
import dev.latchkey.claims.Person;
import dev.latchkey.claims.TicketClaims;
import dev.latchkey.claims.Tickets;
import dev.latchkey.id.Ids;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.lobby.KnockLimit;
import dev.latchkey.lobby.LobbyStore;
import dev.latchkey.lobby.SourceAddress;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The door: brings one person into one room, keeps the person waiting, or says why not. */
public final class Entrance {
    /** How soon it is worth knocking again where too many wait. */
    private static final Duration CROWDED = Duration.ofSeconds(30);

    private final MeetingStore meetings;
    private final LobbyStore lobby;
    private final KnockLimit knocks;
    private final AccessTokens accessTokens;
    private final Tickets tickets;
    private final Admitter admitter;
    private final Clock clock;
    private final DecisionLog decisions;

    public Entrance(
            MeetingStore meetings,
            LobbyStore lobby,
            KnockLimit knocks,
            AccessTokens accessTokens,
            Tickets tickets,
            Admitter admitter,
            Clock clock,
            DecisionLog decisions) {
        this.meetings = meetings;
        this.lobby = lobby;
        this.knocks = knocks;
        this.accessTokens = accessTokens;
        this.tickets = tickets;
        this.admitter = admitter;
        this.clock = clock;
        this.decisions = decisions;
    }

    /**
     * @param accessToken what was shown at the door; null when nothing was
     * @param person who the visitor says to be, where no token says so
     * @param address where the visitor comes from
     * @throws RefusedException with the first rule that keeps the person out
     */
    public Arrival enter(
            AppName appName, RoomName roomName, @Nullable String accessToken, Person person, SourceAddress address) {
        Visitor visitor = new Visitor(present(accessToken), person, address);
        Scene scene = meetings.look(appName, roomName, visitor.token());
        return decisions.refusing(visitor.decision(scene), () -> enter(visitor, scene));
    }

    private Arrival enter(Visitor visitor, Scene scene) {
        requireEnabled(scene.app());
        Instant now = now();
        Entry entry =
                EntryPolicy.decide(scene.room(), visitor.presented(), scene.standing(), visitor.person(), false, now);
        if (entry instanceof Entry.Refuse refuse) {
            throw refuse.refusal().toException();
        }
        Room room = requireRoom(scene.room());
        return entry instanceof Entry.Admit admit
                ? admitter.admit(room, scene, admit, visitor.token(), null, now)
                : queue(room, scene, visitor, ((Entry.Wait) entry).why(), now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
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

    static void requireEnabled(@Nullable App app) {
        if (app == null) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        if (!app.enabled()) {
            throw new RefusedException(Reason.FORBIDDEN, "this app is switched off");
        }
    }

    static Room requireRoom(@Nullable Room room) {
        if (room == null) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        return room;
    }

    private Arrival queue(Room room, Scene scene, Visitor visitor, Entry.WaitReason why, Instant now) {
        Duration pause = knocks.count(room, visitor.address(), now);
        if (!pause.isZero()) {
            throw RefusedException.rateLimited("too many knocks at this door: try again later", pause);
        }
        if (lobby.waiting(room, now).size() >= JoinRequest.MOST_WAITING) {
            throw RefusedException.rateLimited("too many people wait at this door: try again later", CROWDED);
        }
        AccessClaims token = visitor.token();
        Person person = token == null
                ? visitor.person()
                : token.person().orNamed(visitor.person().name());
        JoinRequest request = JoinRequest.of(Ids.ulid(now), room.id(), person, token, why, now);
        lobby.create(room.app(), room.name(), request);
        decisions.record(visitor.decision(scene)
                .joinRequest(request.id())
                .outcome("waiting")
                .rule(why.name().toLowerCase(Locale.ROOT)));
        String ticket = tickets.sign(new TicketClaims(
                room.app(),
                room.name(),
                room.id(),
                request.id(),
                token == null ? "" : token.subject(),
                token == null ? "" : token.jti(),
                now,
                now.plus(TicketClaims.LIFETIME)));
        return new Arrival.Waiting(request, ticket);
    }

    /** Who is at the door, with what. */
    private record Visitor(Presented presented, Person person, SourceAddress address) {
        Decision decision(Scene scene) {
            Room room = scene.room();
            Decision atDoor = Decision.about(Decision.What.ENTRY);
            Decision about = room == null ? atDoor : atDoor.room(room);
            AccessClaims token = token();
            return token == null ? about : about.jti(token.jti()).user(token.app(), token.subject());
        }

        @Nullable
        AccessClaims token() {
            return presented instanceof Presented.SignedToken signed ? signed.claims() : null;
        }
    }
}
