package dev.latchkey.token;

import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.util.Objects;

/** Which doors an access token opens. */
public sealed interface TokenScope {
    boolean opens(Room room);

    /** Every room of the token's app, also those made later: Metered's global token. */
    record EveryRoom() implements TokenScope {
        @Override
        public boolean opens(Room room) {
            return true;
        }
    }

    /**
     * One room and no other.
     *
     * @param roomId that very room: a new room under an archived name is another room
     */
    record OneRoom(RoomName name, String roomId) implements TokenScope {
        public OneRoom {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(roomId, "roomId");
        }

        @Override
        public boolean opens(Room room) {
            return room.name().equals(name) && room.id().equals(roomId);
        }
    }
}
