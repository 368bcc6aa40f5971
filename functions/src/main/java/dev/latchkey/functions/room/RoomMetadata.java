package dev.latchkey.functions.room;

import dev.latchkey.json.JsonText;
import dev.latchkey.room.Room;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an app keeps with a room for its own use: the setting {@code metadata}. */
public final class RoomMetadata {
    /** In bytes of JSON. */
    public static final int MOST = RoomField.MOST_METADATA;

    private static final String NAME = "metadata";

    private RoomMetadata() {}

    /** {@link JsonText#NULL} for none. */
    public static JsonText of(Room room) {
        Object kept = room.settings().get(NAME);
        return kept == null ? JsonText.NULL : JsonText.of(kept);
    }

    /** The settings of a new room of which nothing else was said. */
    public static Map<String, Object> initialSettings(JsonText metadata) {
        return with(RoomField.initialSettings(), metadata);
    }

    /** The same room with other metadata, or without any. */
    public static Room changed(Room room, JsonText metadata, Instant now) {
        return room.changed(room.rules(), with(room.settings(), metadata), now);
    }

    private static Map<String, Object> with(Map<String, Object> before, JsonText metadata) {
        Map<String, Object> settings = new LinkedHashMap<>(before);
        Object value = metadata.value();
        if (value == null) {
            settings.remove(NAME);
        } else {
            settings.put(NAME, value);
        }
        return settings;
    }
}
