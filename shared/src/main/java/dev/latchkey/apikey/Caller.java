package dev.latchkey.apikey;

import dev.latchkey.app.App;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An app's server that has proved itself with an API key.
 *
 * @param room the room that the call is about, read along with the key; null when there is none
 */
public record Caller(App app, ApiKey key, @Nullable Room room) {
    /** The room that the call is about. */
    public Room requireRoom() {
        if (room == null) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        return room;
    }

    /** See {@link ApiKey#require}. */
    public void require(Scope scope, boolean writes, Optional<RoomName> target) {
        key.require(scope, writes, target);
    }
}
