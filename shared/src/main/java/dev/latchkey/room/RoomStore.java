package dev.latchkey.room;

import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import java.util.Optional;

/** Where rooms are kept. Archived rooms are not found. */
public interface RoomStore {
    Optional<Room> find(AppName app, RoomName name);

    /**
     * Keeps a new room, once for each idempotency key.
     *
     * @throws dev.latchkey.problem.RefusedException room_exists when a live room has the name; idempotency_conflict when the
     *     key came with another request before
     * @return the room that is kept now: for a repeated idempotency key the one of the first time
     */
    Room create(Room room, Optional<IdempotencyKey> key);

    /**
     * Keeps what {@code before} has been changed into. From then on its cap holds, also for joins that are under way.
     *
     * @return false, with nothing changed, when the stored room is not of the version {@code before} any more
     */
    boolean update(Room before, Room changed);

    /** Returns false when it was not there. */
    boolean archive(Room room);

    /**
     * Up to {@code limit} rooms of the app, newest first.
     *
     * @param after where the page before ended; empty for the first page
     */
    RoomPage list(AppName app, int limit, Optional<RoomPage.Position> after);
}
