package dev.latchkey.event;

import dev.latchkey.app.AppName;
import dev.latchkey.json.IsoTime;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as others are told of it. It may be told more than once, and then always with the same id.
 *
 * @param id the same for the same change however often it is told; {@code evt_} and 26 characters
 * @param timestamp when it was committed
 * @param roomName the room it happened in; null for an event of the whole app
 * @param roomId that very room; null as {@code roomName}
 * @param sequence orders what happens to one thing (a room, a peer, a join request), as text: digits, all of the same number
 * @param data what its type says of it, as members of a JSON object
 */
public record Event(
        String id,
        EventType type,
        Instant timestamp,
        AppName app,
        @Nullable RoomName roomName,
        @Nullable String roomId,
        String sequence,
        Map<String, Object> data) {
    public Event {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(sequence, "sequence");
        Objects.requireNonNull(data, "data");
    }

    /** As it goes out, in docs/events.md's order of members. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("type", type.wireName());
        json.put("timestamp", IsoTime.of(timestamp));
        json.put("app", app.value());
        if (roomName != null) {
            json.put("roomName", roomName.value());
            json.put("roomId", roomId);
        }
        json.put("sequence", sequence);
        json.put("data", data);
        return json;
    }

    /**
     * Reads what {@link #toJson} made.
     *
     * @throws IllegalArgumentException when it is no event that this release knows
     */
    public static Event fromJson(Map<String, Object> json) {
        String type = text(json, "type");
        Object room = json.get("roomName");
        return new Event(
                text(json, "id"),
                EventType.parse(type).orElseThrow(() -> new IllegalArgumentException("no such type of event")),
                Instant.parse(text(json, "timestamp")),
                new AppName(text(json, "app")),
                room == null ? null : new RoomName(text(json, "roomName")),
                room == null ? null : text(json, "roomId"),
                text(json, "sequence"),
                data(json.get("data")));
    }

    private static String text(Map<String, Object> json, String member) {
        if (json.get(member) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("an event has a text " + member);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(@Nullable Object data) {
        if (data instanceof Map<?, ?> members) {
            return (Map<String, Object>) members;
        }
        throw new IllegalArgumentException("an event has data");
    }

    /** It carries names: it does not print. */
    @Override
    public String toString() {
        return "Event[" + id + ", " + type.wireName() + "]";
    }
}
