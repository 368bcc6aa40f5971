package dev.latchkey.functions.room;

import dev.latchkey.json.IsoTime;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A room on the wire: Metered's flat room object, with the fields that are not set left out. */
public final class RoomJson {
    private RoomJson() {}

    /** The whole room, for the app that owns it. */
    public static Map<String, Object> of(Room room) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_id", room.id());
        json.put("roomName", room.name().value());
        json.put("app", room.app().value());
        json.put("created", IsoTime.of(room.created()));
        putRules(json, room.rules());
        json.putAll(room.settings());
        json.put("archived", false);
        return json;
    }

    /** What a client inside needs to know of the room. Addresses of the app's own servers and streams stay out. */
    public static Map<String, Object> forClients(Room room) {
        Map<String, Object> json = new LinkedHashMap<>();
        putRules(json, room.rules());
        RoomField.ALL.forEach(field -> {
            if (field.forClients() && room.settings().containsKey(field.name())) {
                json.put(field.name(), room.settings().get(field.name()));
            }
        });
        return json;
    }

    /** What others are told of the room: no address of the app's own servers and streams, which may hold a key. */
    public static Map<String, Object> forEvents(Room room) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_id", room.id());
        json.put("roomName", room.name().value());
        json.put("created", IsoTime.of(room.created()));
        json.putAll(forClients(room));
        return json;
    }

    private static void putRules(Map<String, Object> json, RoomRules rules) {
        json.put("privacy", rules.isPrivate() ? "private" : "public");
        json.put("enableRequestToJoin", rules.requestToJoin());
        json.put("roomLocked", rules.locked());
        json.put("ejectAtRoomExp", rules.ejectAtExpiry());
        if (!rules.opensAt().equals(Instant.EPOCH)) {
            json.put("notBeforeUnixSec", rules.opensAt().getEpochSecond());
        }
        if (!rules.expiresAt().equals(Instant.MAX)) {
            json.put("expireUnixSec", rules.expiresAt().getEpochSecond());
        }
        if (rules.maxParticipants() > 0) {
            json.put("maxParticipants", rules.maxParticipants());
            json.put("reservedPlaces", rules.reservedPlaces());
        }
        json.put("onSecondEntry", rules.onSecondEntry().wireName());
        if (!rules.ejectAfter().isZero()) {
            json.put("ejectAfterElapsedTimeInSec", rules.ejectAfter().toSeconds());
        }
    }
}
