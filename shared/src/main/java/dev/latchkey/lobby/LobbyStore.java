package dev.latchkey.lobby;

import dev.latchkey.access.Standing;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.TicketClaims;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where join requests are kept. */
public interface LobbyStore {
    /** Those who wait for an answer at {@code now}, in the order in which they came. */
    List<JoinRequest> waiting(Room room, Instant now);

    void create(AppName app, RoomName room, JoinRequest request);

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
            Standing standing,
            @Nullable JoinRequest request) {}
}
