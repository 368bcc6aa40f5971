package dev.latchkey.joinrequest;

import dev.latchkey.access.Restrictions;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.TicketClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where join requests are kept. */
public interface JoinRequestStore {
    /** How long an expired request stands, for whoever sees to deadlines to write down how it ended. */
    Duration LEFT_TO_ITS_DEADLINE = Duration.ofMinutes(20);

    /**
     * Some of those who wait for an answer at {@code now}, in the order in which they came. Whoever waits while all pages are read is on
     * one of them, whoever else comes or goes; no page is empty but the last.
     */
    Page<JoinRequest> waiting(Room room, PageRequest<String> wanted, Instant now);

    /** For how long it is remembered how a request ended, from when it would have expired: as long as who was in a meeting. */
    Duration ENDED_KEPT = Duration.ofDays(90);

    /** Those of that very room that came to an end and are remembered at {@code now}, the newest first by when they were made. */
    Page<JoinRequest> ended(Room room, PageRequest<String> wanted, Instant now);

    /** In which order those wait who wait at the door of that very room: one read of one item. */
    WaitingLine line(AppName app, RoomName room, String roomId, Instant now);

    /** The request by which somebody with that access token may still come in; empty when there is none. */
    Optional<JoinRequest> openBy(Room room, String jti, Instant now);

    /**
     * Keeps a request, unless as many wait as may. Of requests by one access token, and of one id, only the first is kept.
     *
     * @return the request by which the person waits: this one, or the one that was first; empty when there is no place
     */
    Optional<JoinRequest> create(AppName app, RoomName room, JoinRequest request);

    Optional<JoinRequest> find(AppName app, RoomName room, String requestId);

    /** Reads the ticket's request and everything that speaks for or against it now: one round trip. */
    Seen look(TicketClaims ticket);

    /**
     * Turns {@code from} into {@code to} if it is still as {@code from} says: of two who decide at once, one does.
     *
     * @return what it is now when somebody else was first; empty when it is as {@code to} says
     */
    Optional<JoinRequest> decide(AppName app, RoomName room, JoinRequest from, JoinRequest to);

    /**
     * @param app null when there is no such app any more
     * @param room null when the room is gone
     * @param request null when it is forgotten
     */
    record Seen(
            @Nullable App app,
            @Nullable Room room,
            Restrictions restrictions,
            @Nullable JoinRequest request) {}
}
