package dev.latchkey.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room.
 *
 * @param id names this very room for ever; a later room of the same name has another
 * @param app the name of the app that owns it
 * @param settings every member of the room by its name in the API
 */
public record Room(
        String id,
        String roomName,
        String app,
        Instant created,
        Privacy privacy,
        Map<String, @Nullable Object> settings) {

    static Room read(JsonObject json) {
        return new Room(
                json.text("_id"),
                json.text("roomName"),
                json.text("app"),
                json.timestamp("created"),
                Privacy.read(json),
                json.members());
    }
}
