package dev.latchkey.room;

import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import java.util.Optional;

/** Where rooms are kept. Archived rooms are not found. */
public interface RoomStore {
    Optional<Room> find(AppName app, RoomName name);

    /**
     * Keeps a new room, and returns it.
     *
     * @throws dev.latchkey.problem.RefusedException room_exists when a live room has the name
     */
    Room create(Room room);

    /**
     * Keeps a new room, once for each idempotency key.
     *
     * @throws dev.latchkey.problem.RefusedException room_exists when a live room has the name; idempotency_conflict when the
     *     key came with another request before
     * @return the room that is kept now: for a repeated key the one of the first time
     */
    Room createOnce(Room room, IdempotencyKey key);

    /**
     * Keeps what {@code before} has been changed into. From then on its cap holds, also for joins that are under way.
     *
     * @return false, with nothing changed, when the stored room is not of the version {@code before} any more
     */
    boolean update(Room before, Room changed);

    /** Returns false when it was not there. */
    boolean archive(Room room);

    /** Archives the room as it was read. Returns false when it was changed since, or was not there. */
    boolean archiveUnchanged(Room room);

    /** Some rooms of the app, newest first. {@link Page#next} is the text of a position. */
    Page<Room> list(AppName app, PageRequest<RoomPosition> wanted);
}
