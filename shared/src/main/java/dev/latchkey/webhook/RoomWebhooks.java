package dev.latchkey.webhook;

import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/** What rooms say of whom to tell. */
public interface RoomWebhooks {
    /** The address in that field of that very room, archived or not; empty when it names none, or the room is no more. */
    Optional<String> find(AppName app, RoomName room, String roomId, RoomWebhook field);
}
